using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Tool.Reports;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Check;

/// <summary>What a check found, for people. Names and records are written by strangers.</summary>
internal static class CheckText
{
    private const string Unknown = "not known: the DNS did not answer";

    /// <summary>Whether receivers accept it: an issue of severity error or worse is one that they do not.</summary>
    public static int ExitCodeOf(IReadOnlyList<ReputationIssue> issues) => issues.Any(static issue => issue.Severity >= IssueSeverity.Error) ? ExitCodes.NotDone : ExitCodes.Done;

    public static void Write(TextWriter writer, DomainCheckReport report, int? width)
    {
        List<(string Name, string Fact)> facts = [("SPF", Fact(report.Spf))];
        facts.AddRange(report.Dkim.Select(static key => ("DKIM", Fact(key))));
        if (report.Dkim.Count == 0)
        {
            facts.Add(("DKIM", "not checked: no --selector was given"));
        }

        facts.Add(("DMARC", report.Dmarc is { Record: { } dmarc } ? $"{dmarc} (at {report.Dmarc.RecordDomain})" : NoneOr(report.Dmarc.IsKnown)));
        facts.Add(("MX", report.MailExchangers.Count > 0 ? string.Join(", ", report.MailExchangers) : NoneOr(report.MailExchangersAreKnown)));
        facts.Add(("MTA-STS", report.MtaSts.Record is null ? NoneOr(report.MtaSts.IsKnown) : report.MtaSts.Mode is { } mode ? $"mode {mode}" : $"{report.MtaSts.Record} (no policy could be read)"));
        facts.Add(("TLS-RPT", report.TlsReporting.Record ?? NoneOr(report.TlsReporting.IsKnown)));
        facts.Add(("BIMI", report.Bimi.Record ?? NoneOr(report.Bimi.IsKnown)));
        facts.AddRange(report.Blocklists.Select(static list => ("Blocklist", $"{list.Subject}: {Fact(list)}")));
        foreach (AddressInfo address in report.Addresses)
        {
            facts.Add(("Address", $"{address.Address}: SPF {address.Spf}; {Names(address)}"));
            facts.AddRange(address.Blocklists.Select(static list => ("", Fact(list))));
        }

        WriteScore(writer, report.Domain, report.Score, report.IsComplete, report.Issues, width);
        WriteFacts(writer, facts, width);
        WriteIssues(writer, report.Issues, width);
    }

    public static void Write(TextWriter writer, MessageCheckReport report, string whyNoSpf, int? width)
    {
        List<(string Name, string Fact)> facts = [("SPF", report.Spf is { } spf ? $"{spf.Verdict} for {spf.Domain}. {spf.Reason}" : $"not evaluated: {whyNoSpf}")];
        facts.AddRange(report.Dkim.Select(static signature => ("DKIM", $"{signature.Verdict} for {signature.Domain ?? "?"} (selector {signature.Selector ?? "?"}). {signature.Reason}")));
        if (report.Dkim.Count == 0)
        {
            facts.Add(("DKIM", "no signature"));
        }

        facts.Add(("DMARC", $"{(report.Dmarc.Passes is null ? "not known" : report.Dmarc.Verdict)}. {report.Dmarc.Reason}"));
        WriteScore(writer, report.FromDomain is { } from ? $"{report.File} from {from}" : report.File, report.Score, report.IsComplete, report.Issues, width);
        WriteFacts(writer, facts, width);
        WriteIssues(writer, report.Issues, width);
    }

    /// <summary>The score with its arithmetic.</summary>
    private static void WriteScore(TextWriter writer, string subject, int score, bool isComplete, IReadOnlyList<IssueInfo> issues, int? width)
    {
        Paragraph.Write(writer, "", $"{subject}: {(isComplete ? "" : "at most ")}{Words.Number(score)} of 100{(isComplete ? "" : ", for not all could be checked")}", width);
        IssueInfo[] costs = [.. issues.Where(static issue => issue.Points > 0).DistinctBy(static issue => issue.Code).OrderByDescending(static issue => issue.Points)];
        if (costs.Length > 0)
        {
            string once = issues.Count(static issue => issue.Points > 0) > costs.Length ? "; the same code counts once" : "";
            string floor = costs.Sum(static issue => issue.Points) > 100 ? ", not below 0" : "";
            Paragraph.Write(writer, "  ", $"100{string.Concat(costs.Select(static issue => $" - {Words.Number(issue.Points)} {issue.Code}"))} = {Words.Number(score)}{floor}{once}", width);
        }
    }

    private static void WriteFacts(TextWriter writer, List<(string Name, string Fact)> facts, int? width)
    {
        int room = facts.Max(static fact => fact.Name.Length) + 2;
        writer.WriteLine();
        foreach ((string name, string fact) in facts)
        {
            Paragraph.Write(writer, name.PadRight(room), fact, width);
        }
    }

    private static void WriteIssues(TextWriter writer, IReadOnlyList<IssueInfo> issues, int? width)
    {
        if (issues.Count == 0)
        {
            writer.WriteLine();
            writer.WriteLine("Nothing is wrong with it.");
        }

        IssueText.Write(writer, issues, width);
    }

    private static string Fact(SpfInfo spf) => spf.Record is { } record ? $"{record} ({Words.Count(spf.Lookups, "lookup", "lookups")} of 10)" : NoneOr(spf.IsKnown);

    private static string Fact(DkimKeyInfo key) => key switch
    {
        { Record: null } => $"{key.Selector}: {NoneOr(key.IsKnown)}",
        { Bits: > 0 } => $"{key.Selector}: {key.Type}, {Words.Number(key.Bits.Value)} bits",
        _ => $"{key.Selector}: no key that can be used, in {key.Record}",
    };

    private static string Fact(BlocklistInfo list) => list.Status == "not_listed" ? $"not listed at {list.Zone}" : list.Explanation;

    private static string Names(AddressInfo address) => address switch
    {
        { ConfirmedNames: [_, ..] } => $"named {string.Join(", ", address.ConfirmedNames)}, which leads back to it",
        { Names: [_, ..] } => $"named {string.Join(", ", address.Names)}, which does not lead back to it",
        { NamesAreKnown: false } => "its name is not known: the DNS did not answer",
        _ => "without a name",
    };

    private static string NoneOr(bool isKnown) => isKnown ? "none" : Unknown;
}
