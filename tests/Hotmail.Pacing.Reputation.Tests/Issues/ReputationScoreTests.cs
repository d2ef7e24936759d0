using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Tests.Issues;

public class ReputationScoreTests
{
    [Theory]
    [InlineData("", 100, true)]
    [InlineData("Notice", 100, true)]
    [InlineData("Warning", 95, true)]
    [InlineData("Error", 80, true)]
    [InlineData("Critical", 60, true)]
    [InlineData("Unknown", 100, false)]
    [InlineData("Critical Error Warning Unknown", 35, false)]
    [InlineData("Critical Critical Critical", 0, true)]
    public void It_is_100_less_what_the_issues_cost_and_not_below_0(string severities, int value, bool isComplete)
    {
        var score = ReputationScore.Of([.. severities.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static (severity, index) => Issue($"code-{index}", Enum.Parse<IssueSeverity>(severity)))]);

        Assert.Equal((value, isComplete), (score.Value, score.IsComplete));
    }

    [Fact]
    public void A_code_counts_once_and_the_dearest_comes_first()
    {
        var score = ReputationScore.Of([Issue("b", IssueSeverity.Warning), Issue("b", IssueSeverity.Warning), Issue("a", IssueSeverity.Error), Issue("c", IssueSeverity.Notice)]);

        Assert.Equal(75, score.Value);
        Assert.Equal(["a", "b"], score.Deductions.Select(static definition => definition.Code));
    }

    private static ReputationIssue Issue(string code, IssueSeverity severity) =>
        new IssueDefinition { Code = code, Area = IssueArea.Spf, Severity = severity, Summary = "S.", Why = "W.", Fix = "F." }.On("example.com", "E.");
}
