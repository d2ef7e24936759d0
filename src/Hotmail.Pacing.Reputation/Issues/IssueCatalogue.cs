using Hotmail.Pacing.Reputation.Complaints;
using Hotmail.Pacing.Reputation.Dmarc.Sources;

namespace Hotmail.Pacing.Reputation.Issues;

/// <summary>Every issue that a check may find. <c>ISSUES.md</c> beside the package's sources shows the same as a table.</summary>
public static class IssueCatalogue
{
    /// <summary>All of them, by area.</summary>
    public static IReadOnlyList<IssueDefinition> All { get; } =
    [
        .. ReportIssues.All,
        .. ComplaintIssues.All,
    ];

    /// <summary>The one of this code; null where there is none.</summary>
    /// <param name="code">Its code.</param>
    public static IssueDefinition? Find(string code) => All.FirstOrDefault(definition => definition.Code == code);
}
