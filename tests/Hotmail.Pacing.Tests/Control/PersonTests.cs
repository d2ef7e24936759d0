using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Tests.Control;

public sealed class PersonTests
{
    [Fact]
    public void A_person_pauses_until_a_time_and_is_recorded()
    {
        var driver = new Driver();
        driver.Path.Pause(driver.Now, driver.Now.AddHours(2), "anna");
        Assert.Equal((ControlEventKind.ManualPause, "Paused by anna.", PacingPhase.Paused), (driver.Last, driver.Path.LastEvent.Reason, driver.Path.Phase));

        driver.Wait(TimeSpan.FromHours(2));

        Assert.Equal((ControlEventKind.PauseEnded, 25), (driver.Last, driver.Path.Ceiling));
    }

    [Fact]
    public void A_pause_without_an_end_lasts_until_somebody_resumes()
    {
        var driver = new Driver();
        driver.Path.Pause(driver.Now, null, null);
        driver.Wait(TimeSpan.FromDays(400));
        Assert.Equal(DateTimeOffset.MaxValue, driver.Path.PausedUntil);

        driver.Path.Resume(driver.Now, "ben");

        Assert.Equal((ControlEventKind.Resumed, 25, "Resumed by ben."), (driver.Last, driver.Path.Ceiling, driver.Path.LastEvent.Reason));
    }

    [Fact]
    public void A_person_ends_the_controllers_own_pause_and_the_path_recovers_slowly()
    {
        var driver = new Driver(40).Fill(10).Reply(Hotmail.Pacing.Responses.ReplyClass.ReputationBlock).Close(10);
        driver.Path.Pause(driver.Now, driver.Now.AddDays(3), "anna");
        driver.Path.Resume(driver.Now, "anna");

        Assert.Equal(2, driver.Path.Ceiling);
    }

    [Fact]
    public void Resuming_what_is_not_paused_changes_nothing()
    {
        var driver = new Driver();
        driver.Path.Resume(driver.Now, null);

        Assert.Equal(0, driver.Path.Revision);
    }

    [Fact]
    public void A_persons_ceiling_outranks_the_controller_until_it_is_given_back()
    {
        var driver = new Driver().Fill(10);
        driver.Path.SetCeiling(driver.Now, 12, "anna");
        driver.Refuse();
        Assert.Equal((12, ControlEventKind.ManualCeiling), (driver.Path.Ceiling, driver.Last));
        Assert.Contains("set by a person", driver.Path.Explain(driver.Now), StringComparison.Ordinal);
        driver.Fill().Use(TimeSpan.FromHours(9));
        Assert.Equal(12, driver.Path.Ceiling);

        driver.Path.SetCeiling(driver.Now, null, "anna");

        Assert.InRange(driver.Path.Ceiling, 10, 13);
    }

    [Fact]
    public void A_refusal_above_the_learned_ceiling_where_a_persons_led_says_nothing_against_it()
    {
        var driver = new Driver();
        driver.Path.SetCeiling(driver.Now, 40, "anna");
        driver.Fill(30).Refuse();
        driver.Path.SetCeiling(driver.Now, null, "anna");

        Assert.Equal(25, driver.Path.Ceiling);
    }

    [Fact]
    public void A_persons_ceiling_is_bounded_by_the_profile_and_by_one()
    {
        var driver = new Driver(max: 50);
        driver.Path.SetCeiling(driver.Now, 500, null);

        Assert.Equal(50, driver.Path.Ceiling);
        Assert.Throws<ArgumentOutOfRangeException>(() => driver.Path.SetCeiling(driver.Now, 0, null));
    }

    [Fact]
    public void Reloaded_options_bound_the_ceiling_at_once()
    {
        var driver = new Driver(40).Fill();
        driver.Path.Reconfigure(driver.Limits with { StartConnections = 5, MaxConnections = 10, MaxMessagesPerConnection = 7 }, driver.Now);

        Assert.Equal((10, 7, ControlEventKind.Reconfigured, PacingPhase.Recovery), (driver.Path.Ceiling, driver.Path.MessagesPerConnection, driver.Last, driver.Path.Phase));
    }

    [Fact]
    public void Reloading_the_same_options_is_no_change()
    {
        var driver = new Driver();
        driver.Path.Reconfigure(driver.Limits with { Settings = new ControlSettings() }, driver.Now);

        Assert.Equal(0, driver.Path.Revision);
    }
}
