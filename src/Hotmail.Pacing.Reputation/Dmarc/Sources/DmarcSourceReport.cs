using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Dmarc.Sources;

/// <summary>Who sends as the domain, and what to do about it.</summary>
public sealed record DmarcSourceReport
{
    /// <summary>The groups of sources, those with the most failures first, then those with the most messages.</summary>
    public required IReadOnlyList<DmarcSourceGroup> Groups { get; init; }

    /// <summary>What to do.</summary>
    public required IReadOnlyList<ReputationIssue> Issues { get; init; }
}
