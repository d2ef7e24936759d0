using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Observations;

/// <summary>Whether an address or a domain is on a blocklist. Where the list could not be asked, there is no observation.</summary>
public sealed record ListingObservation : ReputationObservation
{
    /// <summary>The address or the domain.</summary>
    public required string Subject { get; init; }

    /// <summary>The list's zone, such as <c>zen.spamhaus.org</c>.</summary>
    public required string List { get; init; }

    /// <summary>Whether it is listed there.</summary>
    public required bool IsListed { get; init; }

    /// <summary>How bad that is.</summary>
    /// <value>Default <see cref="IssueSeverity.Error"/>.</value>
    public IssueSeverity Severity { get; init; } = IssueSeverity.Error;
}
