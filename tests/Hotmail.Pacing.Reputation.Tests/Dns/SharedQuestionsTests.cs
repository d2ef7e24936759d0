using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Dns;

public class SharedQuestionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_joins_is_not_failed_by_the_first_who_leaves_and_each_asks_anew_after_an_answer()
    {
        var asked = new List<TaskCompletionSource<DnsAnswer>>();
        var questions = new SharedQuestions((_, _, token) =>
        {
            var answer = new TaskCompletionSource<DnsAnswer>();
            token.Register(() => answer.TrySetCanceled(token));
            asked.Add(answer);
            return answer.Task;
        });
        using var first = new CancellationTokenSource();
        var cancelled = questions.AskAsync("a.example", DnsRecordKind.A, first.Token).AsTask();
        var joined = questions.AskAsync("A.EXAMPLE", DnsRecordKind.A, Token).AsTask();

        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        asked[0].SetResult(DnsAnswer.NoName);

        Assert.Equal(DnsAnswerStatus.NoName, (await joined).Status);
        Assert.Single(asked);
        using var second = new CancellationTokenSource();
        var alone = questions.AskAsync("a.example", DnsRecordKind.A, second.Token).AsTask();
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alone);
        Assert.True(asked[1].Task.IsCanceled);
        var last = questions.AskAsync("a.example", DnsRecordKind.A, Token).AsTask();
        asked[2].SetResult(DnsAnswer.NoData);
        Assert.Equal(DnsAnswerStatus.NoData, (await last).Status);
    }
}
