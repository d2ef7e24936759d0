using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Dkim.Keys;

/// <summary>What a selector's record is, and what is wrong with it.</summary>
public sealed record DkimSelectorReport
{
    /// <summary>The domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The selector.</summary>
    public required string Selector { get; init; }

    /// <summary>The name of its record, <c>selector._domainkey.domain</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The record; null where there is none, or none could be looked up. Of several the first.</summary>
    public DkimKeyRecord? Record { get; init; }

    /// <summary>What is wrong, the worst first.</summary>
    public IReadOnlyList<ReputationIssue> Issues { get; init; } = [];
}
