using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.MtaSts;

/// <summary>A domain's MTA-STS, and what is wrong with it.</summary>
public sealed record MtaStsReport
{
    /// <summary>The domain in ASCII and lower case; as it was given, where it is no domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The record at <c>_mta-sts.</c> and the domain; null unless there is exactly one.</summary>
    public string? Record { get; init; }

    /// <summary>The policy; null where it was not fetched, or is not there.</summary>
    public MtaStsPolicy? Policy { get; init; }

    /// <summary>What is wrong, the worst first.</summary>
    public IReadOnlyList<ReputationIssue> Issues { get; init; } = [];
}
