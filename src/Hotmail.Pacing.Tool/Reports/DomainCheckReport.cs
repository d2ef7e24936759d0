using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Reports;

/// <summary>What <c>pacing check domain</c> says.</summary>
internal sealed record DomainCheckReport(
    string Domain, int Score, bool IsComplete, SpfInfo Spf, IReadOnlyList<DkimKeyInfo> Dkim, DmarcPolicyInfo Dmarc, IReadOnlyList<string> MailExchangers, IReadOnlyList<AddressInfo> Addresses,
    IReadOnlyList<string> ListedAt, IReadOnlyList<IssueInfo> Issues)
{
    public static DomainCheckReport Of(DomainReport found) => new(
        found.Domain,
        found.Score.Value,
        found.Score.IsComplete,
        new SpfInfo(found.Spf.Record, found.Spf.Lookups, found.Spf.VoidLookups),
        [.. found.Selectors.Select(static selector => new DkimKeyInfo(selector.Selector, selector.Name, selector.Record is { } key ? Words.Name(key.KeyType) : null, selector.Record?.KeyBits, selector.Record?.Text))],
        new DmarcPolicyInfo(
            found.Dmarc.Discovery.Record?.Text, found.Dmarc.Discovery.RecordDomain, found.Dmarc.Discovery.OrganizationalDomain,
            found.Dmarc.Discovery.Record?.Policy is { } policy ? Words.Name(policy) : null),
        [.. found.MailExchangers.MailExchangers.Select(static host => host.Name)],
        [.. found.Addresses.Select(static address => new AddressInfo(
            address.Address.ToString(), address.ReverseDns.Names, address.ReverseDns.ConfirmedNames, Words.Verdict(address.Spf.Verdict), ListedBy(address.Blocklists)))],
        [.. found.Blocklists.SelectMany(ListedBy).Distinct()],
        IssueInfo.Of(found.Issues));

    private static IReadOnlyList<string> ListedBy(BlocklistReport report) => [.. report.Results.Where(static result => result.Status == BlocklistStatus.Listed).Select(static result => result.List.Zone)];
}

/// <summary>The SPF record.</summary>
internal sealed record SpfInfo(string? Record, int Lookups, int VoidLookups);

/// <summary>A selector's key.</summary>
internal sealed record DkimKeyInfo(string Selector, string Name, string? Type, int? Bits, string? Record);

/// <summary>The DMARC record that applies.</summary>
internal sealed record DmarcPolicyInfo(string? Record, string? RecordDomain, string? OrganizationalDomain, string? Policy);

/// <summary>A sending address.</summary>
internal sealed record AddressInfo(string Address, IReadOnlyList<string> Names, IReadOnlyList<string> ConfirmedNames, string Spf, IReadOnlyList<string> ListedAt);
