using System.Globalization;
using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Dmarc.Sources;

/// <summary>What is wrong with groups of sources.</summary>
internal sealed class ReportFindings(DmarcSourceOptions options, DmarcTotals all, IReadOnlyList<DmarcSourceGroup> groups)
{
    private const double Often = 0.1;
    private const double Mostly = 0.5;

    public IEnumerable<ReputationIssue> Find() => LowPassRate().Concat(
        new Func<DmarcSourceGroup, ReputationIssue?>[] { Misaligned, Unknown, MissingDkim, MissingSpf, Forwarder }
            .SelectMany(find => groups.Where(static group => group.Sources[0].Address is not null).Select(find).OfType<ReputationIssue>().GroupBy(static issue => issue.Code))
            .SelectMany(kind => kind.Take(options.MaxIssuesOfAKind)));

    private IEnumerable<ReputationIssue> LowPassRate()
    {
        if (all.Messages >= options.MinMessages && all.DmarcPassRate < options.MinPassRate)
        {
            var worst = groups.Where(static group => group.Totals.DmarcFailed > 0).Take(3).Select(group => $"{group.Name} ({Number(group.Totals.DmarcFailed)})");
            yield return ReportIssues.LowPassRate.On(
                "all sources", $"{Number(all.DmarcFailed)} of {Number(all.Messages)} messages failed DMARC, most of them from {string.Join(", ", worst)}.");
        }
    }

    private ReputationIssue? Misaligned(DmarcSourceGroup group)
    {
        var totals = group.Totals;
        var from = group.Sources.Select(static source => source.HeaderFrom).FirstOrDefault(static domain => domain is not null) ?? "the domain of the From header";
        if (IsMany(totals.DkimMisaligned, totals) && totals.DkimMisaligned >= totals.SpfMisaligned)
        {
            var domain = Most(group, static source => source.MisalignedDkimDomain, static totals => totals.DkimMisaligned);
            return ReportIssues.MisalignedDkim.On(
                group.Name,
                $"{Who(group)}: {Number(totals.DkimMisaligned)} of {Number(totals.Messages)} messages failed DMARC although a DKIM signature passed: that of {domain ?? "another domain"}, which is not aligned with {from}.",
                fix: $"If it is a service of yours, have it sign with d={from} (its key published as selector._domainkey.{from}). If it is not, do nothing: DMARC protects you.");
        }

        if (IsMany(totals.SpfMisaligned, totals))
        {
            var domain = Most(group, static source => source.MisalignedSpfDomain, static totals => totals.SpfMisaligned);
            return ReportIssues.MisalignedSpf.On(
                group.Name,
                $"{Who(group)}: {Number(totals.SpfMisaligned)} of {Number(totals.Messages)} messages failed DMARC although SPF passed: for {domain ?? "another domain"}, which is not aligned with {from}.",
                fix: $"If it is a service of yours, have it sign with DKIM as d={from}, or use a return path below {from}, such as bounce.{from}, whose SPF record includes it. If it is not, do nothing: DMARC protects you.");
        }

        return null;
    }

    /// <summary>Neither known nor authenticated as anybody.</summary>
    private ReputationIssue? Unknown(DmarcSourceGroup group)
    {
        var totals = group.Totals;
        var plain = totals.DmarcFailed - Math.Max(totals.SpfMisaligned, totals.DkimMisaligned);
        return group.Standing == DmarcStanding.Unverified && IsMany(plain, totals)
            ? ReportIssues.UnverifiedSource.On(
                group.Name,
                $"{Who(group)}: {Number(totals.DmarcFailed)} of {Number(totals.Messages)} messages in your name failed DMARC; {Number(totals.Quarantined)} were put into quarantine, {Number(totals.Rejected)} refused.")
            : null;
    }

    private ReputationIssue? MissingDkim(DmarcSourceGroup group)
    {
        var totals = group.Totals;
        var unsigned = totals.Messages - Math.Max(totals.DkimSigned, totals.DkimAligned);
        return IsOurs(group) && totals.Messages >= options.MinMessages && unsigned > totals.Messages * Mostly
            ? ReportIssues.NoDkim.On(group.Name, $"{Who(group)}: {Number(unsigned)} of {Number(totals.Messages)} messages had no DKIM signature.")
            : null;
    }

    private ReputationIssue? MissingSpf(DmarcSourceGroup group)
    {
        var totals = group.Totals;
        var failed = totals.Messages - Math.Max(totals.SpfPassed, totals.SpfAligned);
        return IsOurs(group) && totals.Messages >= options.MinMessages && failed > totals.Messages * Mostly
            ? ReportIssues.NoSpf.On(group.Name, $"{Who(group)}: SPF did not pass for {Number(failed)} of {Number(totals.Messages)} messages, for any domain.")
            : null;
    }

    private static ReputationIssue? Forwarder(DmarcSourceGroup group) => group.Standing == DmarcStanding.Forwarder
        ? ReportIssues.Forwarder.On(
            group.Name, $"{Who(group)}: {Number(group.Totals.DkimAlone)} of {Number(group.Totals.Messages)} messages passed DMARC by your DKIM signature alone, while SPF passed for no domain.")
        : null;

    private static bool IsOurs(DmarcSourceGroup group) => group.Standing is DmarcStanding.Approved or DmarcStanding.Verified;

    private bool IsMany(long messages, DmarcTotals totals) => messages >= options.MinMessages && messages >= totals.Messages * Often;

    private static string? Most(DmarcSourceGroup group, Func<DmarcSource, string?> domain, Func<DmarcTotals, long> messages) =>
        group.Sources.Where(source => domain(source) is not null).MaxBy(source => messages(source.Totals)) is { } source ? domain(source) : null;

    private static string Who(DmarcSourceGroup group)
    {
        var more = group.Sources.Count - 1;
        return $"{group.Sources[0].Address}{(more == 0 ? "" : $" and {Number(more)} more")}";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
