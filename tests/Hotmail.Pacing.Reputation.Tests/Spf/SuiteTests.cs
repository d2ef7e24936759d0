using Hotmail.Pacing.Reputation.Spf;

namespace Hotmail.Pacing.Reputation.Tests.Spf;

/// <summary>Every case of the RFC 7208 suite.</summary>
public class SuiteTests
{
    public static TheoryData<string> Names => [.. Suite.Tests.Keys];

    [Fact]
    public void The_whole_suite_is_read() => Assert.Equal(203, Suite.Tests.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Case_of_the_suite_has_an_accepted_result(string name)
    {
        var test = Suite.Tests[name];

        var result = await new SpfEvaluator(test.Zone).EvaluateAsync(test.Request, TestContext.Current.CancellationToken);

        Assert.True(test.Accepted.Contains(result.Verdict), $"{result.Verdict} instead of {string.Join(" or ", test.Accepted)}: {result.Reason}");
        Assert.NotEmpty(result.Reason);
        if (test.Explanation is not null)
        {
            Assert.Equal(test.Explanation == "DEFAULT" ? null : test.Explanation, result.Explanation);
        }
    }
}
