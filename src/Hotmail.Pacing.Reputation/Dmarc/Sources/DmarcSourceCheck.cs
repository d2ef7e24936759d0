using System.Net;

namespace Hotmail.Pacing.Reputation.Dmarc.Sources;

/// <summary>
/// Groups the sources of a summary by organisation, tells whom the owner knows from whom he does not, and says what to do. Asks nobody: names come from a
/// <see cref="DmarcSourceNamer"/>, or else from what SPF and DKIM authenticated.
/// </summary>
public sealed class DmarcSourceCheck
{
    private const double ForwardedShare = 0.5;
    private readonly DmarcSourceOptions _options;

    /// <summary>A check.</summary>
    /// <param name="options">How it judges; null for the defaults. Must not be changed any more.</param>
    public DmarcSourceCheck(DmarcSourceOptions? options = null) => _options = options ?? new DmarcSourceOptions();

    /// <summary>Groups and judges.</summary>
    /// <param name="summary">The reports.</param>
    /// <param name="names">The confirmed names of addresses; null: none is known.</param>
    public DmarcSourceReport Check(DmarcReportSummary summary, IReadOnlyDictionary<IPAddress, string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(summary);
        DmarcSourceGroup[] groups =
        [
            .. summary.Sources.GroupBy(source => NameOf(source, names))
                .Select(group => new DmarcSourceGroup(group.Key.Name, group.Key.NamedBy, [.. group]))
                .OrderByDescending(static group => group.Totals.DmarcFailed)
                .ThenByDescending(static group => group.Totals.Messages)
                .ThenBy(static group => group.Name, StringComparer.Ordinal),
        ];
        foreach (var group in groups)
        {
            group.Standing = StandingOf(group);
        }

        return new DmarcSourceReport { Groups = groups, Issues = [.. new ReportFindings(_options, summary.Totals, groups).Find()] };
    }

    private (string Name, DmarcGroupName NamedBy) NameOf(DmarcSource source, IReadOnlyDictionary<IPAddress, string>? names)
    {
        if (source.Address is null)
        {
            return ("others", DmarcGroupName.Address);
        }

        return names?.TryGetValue(source.Address, out var name) == true && Organization(name) is { } host ? (host, DmarcGroupName.ReverseDns)
            : Organization(source.SpfDomain) is { } spf ? (spf, DmarcGroupName.SpfDomain)
            : Organization(source.DkimDomain) is { } dkim ? (dkim, DmarcGroupName.DkimDomain)
            : (source.Address.ToString(), DmarcGroupName.Address);
    }

    private string? Organization(string? domain) => domain is null ? null : _options.OrganizationalDomain(domain.TrimEnd('.').ToLowerInvariant());

    private DmarcStanding StandingOf(DmarcSourceGroup group)
    {
        var totals = group.Totals;
        if (IsApproved(group))
        {
            return DmarcStanding.Approved;
        }

        if (totals.DkimAlone >= _options.VerifiedMessages && totals.DkimAlone >= totals.Messages * ForwardedShare)
        {
            return DmarcStanding.Forwarder;
        }

        return _options.Verifies(totals.DmarcPassed, totals.Messages) ? DmarcStanding.Verified : DmarcStanding.Unverified;
    }

    private bool IsApproved(DmarcSourceGroup group) =>
        (group.NamedBy != DmarcGroupName.Address && _options.ApprovedDomains.Any(domain => domain.Trim('.').Equals(group.Name, StringComparison.OrdinalIgnoreCase)))
        || group.Sources.All(source => source.Address is { } address && _options.Approves(address));
}
