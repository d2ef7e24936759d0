using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Blocklists;

/// <summary>What <see cref="BlocklistChecker"/> found.</summary>
public sealed record BlocklistReport
{
    /// <summary>The address or domain.</summary>
    public required string Subject { get; init; }

    /// <summary>What each list says that can be asked for it, in the order of the options.</summary>
    public IReadOnlyList<BlocklistResult> Results { get; init; } = [];

    /// <summary>What is wrong, the worst first.</summary>
    public IReadOnlyList<ReputationIssue> Issues { get; init; } = [];
}
