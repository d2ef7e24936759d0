using System.Collections.Frozen;

namespace Hotmail.Pacing.Reputation.Issues;

/// <summary>
/// A score from 0 to 100 with its arithmetic: 100, less 40 for each critical issue, 20 for each error and 5 for each warning, not below 0. The same code counts once, on
/// however many subjects it was found. Notices cost nothing, and neither does what could not be checked: then <see cref="IsComplete"/> is false.
/// </summary>
public sealed class ReputationScore
{
    private static readonly FrozenDictionary<IssueSeverity, int> Costs = new Dictionary<IssueSeverity, int>
    {
        [IssueSeverity.Unknown] = 0,
        [IssueSeverity.Notice] = 0,
        [IssueSeverity.Warning] = 5,
        [IssueSeverity.Error] = 20,
        [IssueSeverity.Critical] = 40,
    }.ToFrozenDictionary();

    private ReputationScore(IReadOnlyList<IssueDefinition> deductions, bool isComplete)
    {
        Deductions = deductions;
        IsComplete = isComplete;
        Value = Math.Max(0, 100 - deductions.Sum(static definition => CostOf(definition.Severity)));
    }

    /// <summary>From 0 to 100.</summary>
    public int Value { get; }

    /// <summary>What made it less than 100, the most expensive first.</summary>
    public IReadOnlyList<IssueDefinition> Deductions { get; }

    /// <summary>Whether everything could be checked. Where not, the score may be lower than <see cref="Value"/>.</summary>
    public bool IsComplete { get; }

    /// <summary>What an issue of this severity costs, in points.</summary>
    /// <param name="severity">The severity.</param>
    public static int CostOf(IssueSeverity severity) => Costs[severity];

    /// <summary>The score of these issues.</summary>
    /// <param name="issues">What was found.</param>
    public static ReputationScore Of(IReadOnlyCollection<ReputationIssue> issues)
    {
        ArgumentNullException.ThrowIfNull(issues);
        var deductions = issues.Select(static issue => issue.Definition)
            .Where(static definition => CostOf(definition.Severity) > 0)
            .DistinctBy(static definition => definition.Code)
            .OrderByDescending(static definition => CostOf(definition.Severity))
            .ThenBy(static definition => definition.Code, StringComparer.Ordinal)
            .ToArray();
        return new ReputationScore(deductions, issues.All(static issue => issue.Severity != IssueSeverity.Unknown));
    }
}
