using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Spf.Lint;

/// <summary>What a domain's SPF costs, and what is wrong with it.</summary>
public sealed record SpfLintReport
{
    /// <summary>The domain.</summary>
    public required string Domain { get; init; }

    /// <summary>Its record; null where it has none that can be used.</summary>
    public string? Record { get; init; }

    /// <summary>The terms that cost lookups, in the record's order.</summary>
    public IReadOnlyList<SpfLookup> Tree { get; init; } = [];

    /// <summary>How many lookups a client causes that no term matches; 10 are allowed. Counting stops at 100.</summary>
    public int Lookups => Tree.Sum(static lookup => lookup.Cost);

    /// <summary>How many lookups find nothing; 2 are allowed.</summary>
    public int VoidLookups { get; init; }

    /// <summary>What is wrong, the worst first; what could not be checked, last. Not more than 200.</summary>
    public IReadOnlyList<ReputationIssue> Issues { get; init; } = [];
}
