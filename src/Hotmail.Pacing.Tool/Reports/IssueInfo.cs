using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Reports;

/// <summary>An issue, and what it takes from the score; the same code counts once.</summary>
internal sealed record IssueInfo(string Code, string Area, string Severity, int Points, string Subject, string Evidence, int? Position, string Why, string Fix)
{
    public static IReadOnlyList<IssueInfo> Of(IEnumerable<ReputationIssue> issues) =>
    [
        .. issues.Select(static issue => new IssueInfo(
            issue.Code, Words.Name(issue.Area), Words.Name(issue.Severity), ReputationScore.CostOf(issue.Severity), issue.Subject, issue.Evidence, issue.Position, issue.Why, issue.Fix)),
    ];
}
