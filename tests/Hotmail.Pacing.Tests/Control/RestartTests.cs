using Hotmail.Pacing.Control;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Tests.Control;

public sealed class RestartTests
{
    [Fact]
    public void A_pause_persists()
    {
        var driver = new Driver(1).Refuse().Refuse().Refuse();
        var again = Restart(driver);

        Assert.Equal((driver.Path.PausedUntil, PacingPhase.Paused), (again.Path.PausedUntil, again.Path.Phase));
        Assert.Contains("refused", again.Path.Explain(again.Now), StringComparison.Ordinal);
    }

    [Fact]
    public void A_persons_word_persists()
    {
        var driver = new Driver();
        driver.Path.SetCeiling(driver.Now, 7, null);
        driver.Path.Pause(driver.Now, null, "anna");

        var again = Restart(driver);

        Assert.Equal((7, DateTimeOffset.MaxValue), (again.Path.Ceiling, again.Path.PausedUntil));
    }

    [Fact]
    public void What_was_learned_persists()
    {
        var driver = new Driver().Fill(12).Refuse(Refusal.ConnectionRateLimit).Fill(15).Refuse()
            .Reply(ReplyClass.ConnectionLimit, 1, LimitScope.MessagesPerConnection, 9).Reply(ReplyClass.Success, 10).Reply(ReplyClass.RateLimit, 2);

        var again = Restart(driver).Path;

        Assert.Equal((driver.Path.Ceiling, 9, driver.Path.OpeningInterval, driver.Path.MessageInterval), (again.Ceiling, again.MessagesPerConnection, again.OpeningInterval, again.MessageInterval));
        Assert.True(again.HoldDormant);
    }

    [Fact]
    public void The_wait_after_a_refusal_persists()
    {
        var driver = new Driver().Fill(5).Refuse();

        Assert.Equal(OpenLimit.AfterRefusal, Restart(driver).Decide().Reason);
    }

    [Fact]
    public void What_failed_is_remembered_and_approached_as_before()
    {
        var driver = new Driver().Fill(8).WaitMinutes(2).Refuse().Fill().UseMinutes(24);
        var again = Restart(driver).Fill().UseMinutes(24.9);
        Assert.Equal(8, again.Path.Ceiling);

        Assert.Equal(9, again.UseMinutes(1).Path.Ceiling);
    }

    private static Driver Restart(Driver driver) => new(saved: driver.Path.Save(driver.Now), now: driver.Now);
}
