using Hotmail.Pacing.Control;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Tests.Control;

public sealed class PauseTests
{
    [Fact]
    public void One_unlucky_refusal_at_the_floor_pauses_nothing() => Assert.Null(new Driver(1).Refuse().Path.PausedUntil);

    [Fact]
    public void A_run_of_refusals_at_the_floor_pauses_for_four_hours_with_jitter()
    {
        var driver = Paused();

        Assert.InRange(driver.Path.PausedUntil!.Value - driver.Now, TimeSpan.FromHours(3.99), TimeSpan.FromHours(4.4));
        Assert.Equal((PacingPhase.Paused, ControlEventKind.Paused, false), (driver.Path.Phase, driver.Last, driver.Path.LastEvent.NeedsAttention));
        Assert.Equal(new OpenDecision(false, driver.Path.PausedUntil.Value, OpenLimit.Paused), driver.Decide());
    }

    [Fact]
    public void An_accepted_connection_breaks_the_run() => Assert.Null(new Driver(1).Refuse().Refuse().Fill().Close().Refuse().Refuse().Path.PausedUntil);

    [Fact]
    public void Refusals_of_one_burst_are_no_widespread_throttle()
    {
        var driver = new Driver(60);
        var opened = Enumerable.Range(0, 60).Select(_ => driver.Begin()).ToList();
        opened.ForEach(openedAt => driver.Refused(openedAt));

        Assert.Null(driver.Path.PausedUntil);
    }

    [Fact]
    public void Pauses_that_follow_on_each_other_grow_up_to_twelve_hours()
    {
        var driver = new Driver(1);
        var pauses = new List<double>();
        for (var i = 0; i < 4; i++)
        {
            while (driver.Path.PausedUntil is null)
            {
                driver.Refuse();
            }

            pauses.Add((driver.Path.PausedUntil.Value - driver.Now).TotalHours);
            driver.Wait(driver.Path.PausedUntil.Value - driver.Now);
        }

        Assert.InRange(pauses[1], 8, 8.8);
        Assert.InRange(pauses[2], 10.9, 12);
        Assert.InRange(pauses[3], 10.9, 12);
    }

    [Fact]
    public void A_receiver_that_refuses_for_a_month_is_left_alone_for_up_to_twelve_hours_each_time()
    {
        var driver = new Driver(1);
        for (var pauses = 0; pauses < 60; pauses++)
        {
            while (driver.Path.PausedUntil is null)
            {
                driver.Refuse();
            }

            var pause = driver.Path.PausedUntil.Value - driver.Now;
            Assert.InRange(pause, TimeSpan.FromHours(3.9), TimeSpan.FromHours(12));
            driver.Wait(pause);
        }
    }

    [Fact]
    public void A_pause_long_ago_is_no_recurrence()
    {
        var driver = Paused();
        driver.Wait(TimeSpan.FromHours(30));
        while (driver.Path.PausedUntil is null)
        {
            driver.Refuse();
        }

        Assert.InRange(driver.Path.PausedUntil.Value - driver.Now, TimeSpan.FromHours(3.99), TimeSpan.FromHours(4.4));
    }

    [Fact]
    public void After_a_pause_the_path_recovers_slowly_up_to_half_of_what_was_usual()
    {
        var driver = new Driver(40).Fill().UseMinutes(4);
        while (driver.Path.PausedUntil is null)
        {
            driver.Close(Math.Max(0, driver.Open - driver.Path.Ceiling + 1)).Refuse();
        }

        driver.Close(driver.Open).Wait(TimeSpan.FromHours(4.5));
        Assert.Equal((ControlEventKind.PauseEnded, 1, PacingPhase.Recovery, true), (driver.Last, driver.Path.Ceiling, driver.Path.Phase, driver.Path.HoldDormant));
        var seen = Enumerable.Range(0, 7).Select(_ => driver.Fill().UseMinutes(5.1).Path.Ceiling).ToList();

        Assert.Equal([2, 4, 8, 16, 19, 20, 22], seen);
    }

    [Fact]
    public void A_widespread_throttle_pauses()
    {
        var driver = new Driver().Fill().Reply(ReplyClass.Success, 9).Reply(ReplyClass.ReputationThrottle, 10);
        Assert.Null(driver.Path.PausedUntil);

        Assert.NotNull(driver.Reply(ReplyClass.ReputationThrottle, 2).Path.PausedUntil);
    }

    [Fact]
    public void A_reputation_block_pauses_and_calls_a_person()
    {
        var driver = new Driver().Fill(3).Reply(ReplyClass.ReputationBlock);

        Assert.NotNull(driver.Path.PausedUntil);
        Assert.True(driver.Path.LastEvent.NeedsAttention);
    }

    [Fact]
    public void A_single_block_among_accepted_mail_pauses_nothing_but_a_run_does()
    {
        var driver = new Driver().Fill(3).Reply(ReplyClass.Success, 100).Reply(ReplyClass.ReputationBlock, 2);
        Assert.Null(driver.Path.PausedUntil);

        Assert.NotNull(driver.Reply(ReplyClass.ReputationBlock).Path.PausedUntil);
    }

    [Fact]
    public void Dormant_mail_waits_while_a_throttled_path_recovers_but_not_for_ever()
    {
        var driver = new Driver().Fill(8);
        Assert.False(driver.Path.HoldDormant);
        driver.Refuse();
        Assert.True(driver.Path.HoldDormant);

        Assert.False(driver.Wait(TimeSpan.FromHours(6.1)).Path.HoldDormant);
    }

    [Fact]
    public void A_profile_that_never_leaves_recovery_holds_no_dormant_mail() => Assert.False(new Driver(20, 20).Fill(8).Refuse().Path.HoldDormant);

    private static Driver Paused() => new Driver(1).Refuse().Refuse().Refuse();
}
