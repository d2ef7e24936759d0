using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Tool.Reports;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Check;

/// <summary>What a check found, for people. Names and records are written by strangers.</summary>
internal static class CheckText
{
    /// <summary>Whether receivers accept it: an issue of severity error or worse is one that they do not.</summary>
    public static int ExitCodeOf(IReadOnlyList<ReputationIssue> issues) => issues.Any(static issue => issue.Severity >= IssueSeverity.Error) ? ExitCodes.NotDone : ExitCodes.Done;

    public static void Write(TextWriter writer, DomainCheckReport report)
    {
        WriteScore(writer, report.Domain, report.Score, report.IsComplete, report.Issues);
        writer.WriteLine();
        WriteFact(writer, "SPF", report.Spf.Record is { } spf ? $"{spf} ({Words.Count(report.Spf.Lookups, "lookup", "lookups")} of 10)" : "none");
        foreach (DkimKeyInfo key in report.Dkim)
        {
            WriteFact(writer, "DKIM", key.Type is null ? $"{key.Name}: none" : $"{key.Name}: {key.Type}, {Words.Number(key.Bits ?? 0)} bits");
        }

        WriteFact(writer, "DMARC", report.Dmarc.Record is { } dmarc ? $"{dmarc} (at {report.Dmarc.RecordDomain})" : "none");
        WriteFact(writer, "MX", report.MailExchangers.Count == 0 ? "none" : string.Join(", ", report.MailExchangers));
        foreach (AddressInfo address in report.Addresses)
        {
            WriteFact(writer, address.Address, $"SPF {address.Spf}; named {(address.Names.Count == 0 ? "nothing" : string.Join(", ", address.Names))}; {Listed(address.ListedAt)}");
        }

        WriteIssues(writer, report.Issues);
    }

    public static void Write(TextWriter writer, MessageCheckReport report)
    {
        WriteScore(writer, report.FromDomain is { } from ? $"{report.File} from {from}" : report.File, report.Score, report.IsComplete, report.Issues);
        writer.WriteLine();
        WriteFact(writer, "SPF", report.Spf is { } spf ? $"{spf.Verdict} for {spf.Domain}. {spf.Reason}" : "not evaluated: it needs --address, and the envelope sender");
        foreach (DkimSignatureInfo signature in report.Dkim)
        {
            WriteFact(writer, "DKIM", $"{signature.Verdict} for {signature.Domain ?? "?"} (selector {signature.Selector ?? "?"}). {signature.Reason}");
        }

        if (report.Dkim.Count == 0)
        {
            WriteFact(writer, "DKIM", "no signature");
        }

        WriteFact(writer, "DMARC", $"{report.Dmarc.Verdict}. {report.Dmarc.Reason}");
        WriteIssues(writer, report.Issues);
    }

    /// <summary>The score with its arithmetic.</summary>
    private static void WriteScore(TextWriter writer, string subject, int score, bool isComplete, IReadOnlyList<IssueInfo> issues)
    {
        writer.WriteLine(Words.Plain($"{subject}: {Words.Number(score)} of 100{(isComplete ? "" : ", and not all could be checked")}"));
        IssueInfo[] costs = [.. issues.Where(static issue => issue.Points > 0).DistinctBy(static issue => issue.Code)];
        if (costs.Length > 0)
        {
            writer.WriteLine($"  100{string.Concat(costs.Select(static issue => $" - {Words.Number(issue.Points)} {issue.Code}"))}{(costs.Sum(static issue => issue.Points) > 100 ? ", not below 0" : "")}");
        }
    }

    private static void WriteFact(TextWriter writer, string name, string fact) => writer.WriteLine(Words.Plain($"{name}: {fact}"));

    private static void WriteIssues(TextWriter writer, IReadOnlyList<IssueInfo> issues)
    {
        if (issues.Count == 0)
        {
            writer.WriteLine();
            writer.WriteLine("Nothing is wrong with it.");
        }

        foreach (IssueInfo issue in issues)
        {
            writer.WriteLine();
            writer.WriteLine(Words.Plain($"{issue.Severity.ToUpperInvariant()} {issue.Code} ({issue.Subject})"));
            writer.WriteLine(Words.Plain($"  found: {issue.Evidence}"));
            writer.WriteLine(Words.Plain($"  why:   {issue.Why}"));
            writer.WriteLine(Words.Plain($"  fix:   {issue.Fix}"));
        }
    }

    private static string Listed(IReadOnlyList<string> lists) => lists.Count == 0 ? "no listing found" : $"listed at {string.Join(", ", lists)}";
}
