using CsCheck;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Retries;

namespace Hotmail.Pacing.Tests.Retries;

public sealed class ExponentialRetrySchedulerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
    private static readonly RetrySettings Microsoft = new() { InitialRetryDelay = TimeSpan.FromMinutes(30) };
    private readonly ExponentialRetryScheduler _scheduler = new();

    [Theory]
    [InlineData(ReplyClass.ServerTemporary, 1, 30)]
    [InlineData(ReplyClass.ServerTemporary, 2, 60)]
    [InlineData(ReplyClass.ServerTemporary, 5, 240)]
    [InlineData(ReplyClass.Greylist, 1, 5)]
    [InlineData(ReplyClass.Greylist, 3, 20)]
    [InlineData(ReplyClass.MailboxFull, 1, 120)]
    [InlineData(ReplyClass.MailboxFull, 2, 240)]
    public void The_delay_depends_on_attempts_and_class(ReplyClass replyClass, int attempts, double minutes)
    {
        var decision = Decide(Microsoft, attempts, replyClass, Now.AddDays(9), 1);

        Assert.False(decision.IsExpired);
        Assert.InRange(decision.At - Now, TimeSpan.FromMinutes(minutes) + TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(minutes) + TimeSpan.FromSeconds(90));
    }

    [Fact]
    public void What_would_come_too_late_is_expired_at_once()
    {
        var inTime = Decide(Microsoft with { JitterMin = default, JitterMax = default }, 1, ReplyClass.ServerTemporary, Now.AddMinutes(30), 1);
        var late = Decide(Microsoft with { JitterMin = default, JitterMax = default }, 1, ReplyClass.ServerTemporary, Now.AddMinutes(30).AddTicks(-1), 1);

        Assert.Equal((new RetryDecision(false, Now.AddMinutes(30)), true), (inTime, late.IsExpired));
    }

    [Fact]
    public void No_attempt_is_planned_past_its_end_and_none_in_the_past() =>
        Gen.Select(Gen.Enum<RetryBackoff>(), Gen.Int[1, 10_000], Gen.Enum<ReplyClass>(), Gen.Double[0, 200_000], Gen.Int).Sample((backoff, attempts, replyClass, minutes, seed) =>
        {
            var expiresAt = Now.AddMinutes(minutes);
            var decision = Decide(Microsoft with { Backoff = backoff }, attempts, replyClass, expiresAt, seed);
            Assert.Equal(decision.At > expiresAt, decision.IsExpired);
            Assert.InRange(decision.At - Now, TimeSpan.FromSeconds(10), Microsoft.MaxRetryDelay + Microsoft.JitterMax);
        });

    [Fact]
    public void A_burst_of_deferrals_does_not_come_back_as_a_burst()
    {
        var random = new Random(5);
        var seconds = new int[80];
        for (var i = 0; i < 10_000; i++)
        {
            var now = Now.AddSeconds(i / 10_000.0);
            var decision = _scheduler.Decide(new RetryContext(Microsoft, now, Now, Now.AddDays(1), 1, ReplyClass.ServerTemporary), random);
            seconds[Math.Min(79, (int)(decision.At - Now - TimeSpan.FromSeconds(1810)).TotalSeconds)]++;
        }

        Assert.InRange(seconds.Max(), 125, 3 * 125);
        Assert.True(seconds.Min() > 0);
    }

    [Fact]
    public void The_end_of_time_does_no_harm()
    {
        var decision = _scheduler.Decide(new RetryContext(Microsoft, DateTimeOffset.MaxValue.AddSeconds(-1), Now, DateTimeOffset.MaxValue, 3, ReplyClass.ServerTemporary), new Random(1));

        Assert.Equal(DateTimeOffset.MaxValue, decision.At);
    }

    private RetryDecision Decide(RetrySettings settings, int attempts, ReplyClass replyClass, DateTimeOffset expiresAt, int seed) =>
        _scheduler.Decide(new RetryContext(settings, Now, Now, expiresAt, attempts, replyClass), new Random(seed));
}
