using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Observations;

namespace Hotmail.Pacing.Reputation.Monitoring;

/// <summary>Checks a domain, and says whether its authentication is broken and where it and its addresses are listed. What could not be checked is said neither way.</summary>
/// <param name="check">The check.</param>
/// <param name="request">The domain.</param>
public sealed class DomainWatch(DomainCheck check, DomainCheckRequest request) : IReputationCheck
{
    private const string Observer = "domain check";

    /// <inheritdoc/>
    public string Name => $"domain {request.Domain}";

    /// <inheritdoc/>
    public async ValueTask RunAsync(IReputationSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sink);
        var report = await check.CheckAsync(request, cancellationToken).ConfigureAwait(false);
        if (ObserveAuthentication(report) is { } authentication)
        {
            sink.Observe(authentication);
        }

        foreach (var listing in report.Addresses.Select(static address => address.Blocklists).Concat(report.Blocklists).SelectMany(blocklists => ObserveListings(report.CheckedAt, blocklists)))
        {
            sink.Observe(listing);
        }
    }

    /// <summary>Broken by one issue that says so; whole only if everything could be checked.</summary>
    private static AuthenticationObservation? ObserveAuthentication(DomainReport report)
    {
        // Selectors that nobody named are none that the DNS did not answer for: then it speaks for the rest.
        ReputationIssue[] issues = [.. report.Issues.Where(static issue => issue.Area is IssueArea.Spf or IssueArea.Dkim or IssueArea.Dmarc && issue.Code != CheckIssues.NoSelectors.Code)];
        var worst = issues.Where(static issue => issue.Severity >= IssueSeverity.Error).MaxBy(static issue => issue.Severity);
        return worst is null && issues.Any(static issue => issue.Severity == IssueSeverity.Unknown)
            ? null
            : new AuthenticationObservation
            {
                At = report.CheckedAt, ObservedBy = Observer, Domain = report.Domain, IsBroken = worst is not null, Evidence = worst is null ? null : $"{worst.Code}: {worst.Evidence.TrimEnd('.')}",
            };
    }

    private static IEnumerable<ListingObservation> ObserveListings(DateTimeOffset at, BlocklistReport report) =>
        report.Results.Where(static result => result.Status != BlocklistStatus.Unknown).Select(result => new ListingObservation
        {
            At = at,
            ObservedBy = Observer,
            Subject = report.Subject,
            List = result.List.Zone,
            IsListed = result.Status == BlocklistStatus.Listed,
            Severity = result.Status == BlocklistStatus.Listed && result.List.IsUsedByMicrosoft ? IssueSeverity.Critical : IssueSeverity.Error,
        });
}
