using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Reports;

/// <summary>What <c>pacing check domain</c> says. What is not known, because the DNS did not answer, says so: a null record alone is one that there is not.</summary>
internal sealed record DomainCheckReport(
    string Domain, int Score, bool IsComplete, SpfInfo Spf, IReadOnlyList<DkimKeyInfo> Dkim, DmarcPolicyInfo Dmarc, IReadOnlyList<string> MailExchangers, bool MailExchangersAreKnown, MtaStsInfo MtaSts,
    RecordInfo TlsReporting, RecordInfo Bimi, IReadOnlyList<AddressInfo> Addresses, IReadOnlyList<BlocklistInfo> Blocklists, IReadOnlyList<IssueInfo> Issues)
{
    public static DomainCheckReport Of(DomainReport found) => new(
        found.Domain,
        found.Score.Value,
        found.Score.IsComplete,
        new SpfInfo(found.Spf.Record, found.Spf.Record is not null || AllKnown(found.Spf.Issues), found.Spf.Lookups, found.Spf.VoidLookups),
        [.. found.Selectors.Select(static selector => new DkimKeyInfo(
            selector.Selector, selector.Name, selector.Record?.Text, selector.Record is not null || AllKnown(selector.Issues),
            selector.Record is { } key ? Words.Name(key.KeyType) : null, selector.Record?.KeyBits))],
        new DmarcPolicyInfo(
            found.Dmarc.Discovery.Record?.Text, !found.Dmarc.Discovery.IsRecordUnknown, found.Dmarc.Discovery.RecordDomain, found.Dmarc.Discovery.OrganizationalDomain,
            found.Dmarc.Discovery.Record?.Policy is { } policy ? Words.Name(policy) : null),
        [.. found.MailExchangers.MailExchangers.Select(static host => host.Name)],
        found.MailExchangers.MailExchangers.Count > 0 || AllKnown(found.MailExchangers.Issues),
        new MtaStsInfo(found.MtaSts.Record, found.MtaSts.Record is not null || AllKnown(found.MtaSts.Issues), found.MtaSts.Policy?.Mode is { } mode ? Words.Name(mode) : null),
        new RecordInfo(found.TlsReporting.Record, found.TlsReporting.Record is not null || AllKnown(found.TlsReporting.Issues)),
        new RecordInfo(found.Bimi.Record, found.Bimi.Record is not null || AllKnown(found.Bimi.Issues)),
        [.. found.Addresses.Select(static address => new AddressInfo(
            address.Address.ToString(), address.ReverseDns.Names, address.ReverseDns.ConfirmedNames, address.ReverseDns.Names.Count > 0 || AllKnown(address.ReverseDns.Issues),
            Words.Verdict(address.Spf.Verdict), BlocklistInfo.Of(address.Blocklists)))],
        [.. found.Blocklists.SelectMany(BlocklistInfo.Of)],
        IssueInfo.Of(found.Issues));

    private static bool AllKnown(IEnumerable<ReputationIssue> issues) => issues.All(static issue => issue.Severity != IssueSeverity.Unknown);
}

/// <summary>The SPF record.</summary>
internal sealed record SpfInfo(string? Record, bool IsKnown, int Lookups, int VoidLookups);

/// <summary>A selector's key.</summary>
internal sealed record DkimKeyInfo(string Selector, string Name, string? Record, bool IsKnown, string? Type, int? Bits);

/// <summary>The DMARC record that applies.</summary>
internal sealed record DmarcPolicyInfo(string? Record, bool IsKnown, string? RecordDomain, string? OrganizationalDomain, string? Policy);

/// <summary>The MTA-STS record, and the mode of its policy.</summary>
internal sealed record MtaStsInfo(string? Record, bool IsKnown, string? Mode);

/// <summary>A record.</summary>
internal sealed record RecordInfo(string? Record, bool IsKnown);

/// <summary>A sending address.</summary>
internal sealed record AddressInfo(string Address, IReadOnlyList<string> Names, IReadOnlyList<string> ConfirmedNames, bool NamesAreKnown, string Spf, IReadOnlyList<BlocklistInfo> Blocklists);

/// <summary>What a blocklist says.</summary>
internal sealed record BlocklistInfo(string Subject, string Name, string Zone, string Status, string Explanation)
{
    public static IReadOnlyList<BlocklistInfo> Of(BlocklistReport report) =>
        [.. report.Results.Select(result => new BlocklistInfo(report.Subject, result.List.Name, result.List.Zone, Words.Name(result.Status), result.Explanation))];
}
