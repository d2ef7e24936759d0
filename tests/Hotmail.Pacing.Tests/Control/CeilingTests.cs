using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Tests.Control;

public sealed class CeilingTests
{
    [Fact]
    public void A_path_starts_where_its_profile_says()
    {
        var path = new Driver(25, 50).Path;

        Assert.Equal((25, PacingPhase.Controlled, 0, ControlEventKind.Started), (path.Ceiling, path.Phase, path.Revision, path.LastEvent.Kind));
    }

    [Fact]
    public void A_ceiling_that_was_used_for_a_full_hold_is_raised_by_one_step()
    {
        var driver = new Driver().Fill().UseMinutes(5);

        Assert.Equal((35, ControlEventKind.Raised, 1), (driver.Path.Ceiling, driver.Last, driver.Path.Revision));
    }

    [Fact]
    public void Before_the_hold_is_over_nothing_is_raised() => Assert.Equal(25, new Driver().Fill().UseMinutes(4.9).Path.Ceiling);

    [Fact]
    public void A_ceiling_that_was_never_reached_proves_nothing() => Assert.Equal(25, new Driver().Fill(24).Use(TimeSpan.FromHours(10)).Path.Ceiling);

    [Fact]
    public void Time_in_which_the_ceiling_is_not_used_does_not_count()
    {
        var driver = new Driver().Fill().UseMinutes(3).Close(20).UseMinutes(60).Fill();

        Assert.Equal(25, driver.UseMinutes(1.5).Path.Ceiling);
        Assert.Equal(35, driver.UseMinutes(1).Path.Ceiling);
    }

    [Fact]
    public void Too_few_attempts_prove_nothing() => Assert.Equal(25, new Driver().Fill().Wait(TimeSpan.FromHours(1)).Path.Ceiling);

    [Fact]
    public void The_configured_steps_are_climbed_one_by_one_up_to_the_maximum()
    {
        var driver = new Driver(5, 140);
        var seen = new List<int>();
        for (var i = 0; i < 12; i++)
        {
            driver.Fill().UseMinutes(5.1);
            if (seen.Count == 0 || seen[^1] != driver.Path.Ceiling)
            {
                seen.Add(driver.Path.Ceiling);
            }
        }

        Assert.Equal([10, 20, 25, 35, 50, 75, 100, 125, 140], seen);
    }

    [Theory]
    [InlineData(24, PacingPhase.Recovery)]
    [InlineData(25, PacingPhase.Controlled)]
    [InlineData(50, PacingPhase.Controlled)]
    [InlineData(51, PacingPhase.Expansion)]
    [InlineData(150, PacingPhase.Expansion)]
    [InlineData(151, PacingPhase.Review)]
    public void The_phase_follows_the_bands(int ceiling, PacingPhase phase) => Assert.Equal(phase, new Driver(ceiling, 200).Path.Phase);

    [Fact]
    public void Above_150_the_controller_stops_for_a_person_to_review()
    {
        var driver = new Driver(150, 400).Fill().Use(TimeSpan.FromHours(9));

        Assert.Equal(150, driver.Path.Ceiling);
        Assert.Contains("reviewed by a person", driver.Path.Explain(driver.Now), StringComparison.Ordinal);
    }

    [Fact]
    public void Above_150_it_goes_on_where_the_settings_allow_it()
    {
        var driver = new Driver(150, 400, new ControlSettings { RaiseIntoReview = true }).Fill().UseMinutes(5);

        Assert.Equal((175, PacingPhase.Review), (driver.Path.Ceiling, driver.Path.Phase));
    }

    [Fact]
    public void A_failed_probe_falls_back_to_what_the_receiver_has_open()
    {
        var driver = new Driver().Fill().UseMinutes(5).Fill(28).Refuse();

        Assert.Equal((28, ControlEventKind.Cut), (driver.Path.Ceiling, driver.Last));
        Assert.Contains("29 was refused", driver.Path.LastEvent.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_probe_does_not_fall_below_the_last_stable_ceiling()
    {
        var driver = new Driver().Fill().UseMinutes(5).Close(10).Fill(25);
        var openedAt = driver.Begin();

        Assert.Equal(25, driver.Refused(openedAt).Path.Ceiling);
    }

    [Fact]
    public void Just_below_a_ceiling_that_failed_the_hold_is_learned_and_doubles_with_each_failed_probe()
    {
        var driver = new Driver().Fill(8).WaitMinutes(2).Refuse();
        driver.Fill().UseMinutes(20);
        Assert.Equal(8, driver.Path.Ceiling);
        driver.UseMinutes(6);
        Assert.Equal(9, driver.Path.Ceiling);

        driver.Refuse().Fill().UseMinutes(45);
        Assert.Equal(8, driver.Path.Ceiling);
        driver.UseMinutes(6);
        Assert.Equal(9, driver.Path.Ceiling);

        driver.Refuse().Fill().UseMinutes(95);
        Assert.Equal(8, driver.Path.Ceiling);
    }

    [Fact]
    public void Below_a_failed_ceiling_the_way_is_halved()
    {
        var settings = new ControlSettings { AttemptsPerHold = 1 };
        var driver = new Driver(settings: settings).Fill().UseMinutes(5).Fill(33);
        var first = driver.Begin();
        driver.Begin();
        driver.Begin();
        driver.Refused(first);
        Assert.Equal(33, driver.Path.Ceiling);

        var state = driver.Path.Save(driver.Now) with { Ceiling = 26, LastStableCeiling = 26, NoOpeningBefore = null };
        var again = new Driver(saved: state, now: driver.Now).Fill().UseMinutes(5);

        Assert.Equal(30, again.Path.Ceiling);
    }

    [Fact]
    public void When_a_probe_passes_what_had_failed_the_step_doubles_with_each_success()
    {
        var driver = new Driver().Fill(20).Refuse().Fill().UseMinutes(26);
        var seen = new List<int> { driver.Path.Ceiling };
        for (var i = 0; i < 4; i++)
        {
            seen.Add(driver.Fill().UseMinutes(5.1).Path.Ceiling);
        }

        Assert.Equal([21, 23, 27, 35, 46], seen);
    }

    [Fact]
    public void When_room_comes_back_after_a_fall_what_had_held_before_is_tried_at_once()
    {
        var driver = new Driver(max: 50).Climb(50).Fill().UseMinutes(5.1).Close(30).Refuse();
        Assert.Equal(20, driver.Path.Ceiling);

        driver.Fill().UseMinutes(26);
        Assert.Equal(21, driver.Path.Ceiling);

        Assert.Equal(50, driver.Fill().UseMinutes(5.1).Path.Ceiling);
        Assert.Contains("had held before the receiver's cap fell", driver.Path.Explain(driver.Now), StringComparison.Ordinal);
    }

    [Fact]
    public void What_failed_above_a_ceiling_that_is_regained_counts_again()
    {
        var driver = new Driver(max: 35).Fill().UseMinutes(5.1).Fill(30).WaitMinutes(2).Refuse();
        driver.Close().Fill().UseMinutes(5.1).Close(10).Refuse();
        Assert.Equal(20, driver.Path.Ceiling);

        driver.Fill().UseMinutes(51).Fill().UseMinutes(5.1);
        Assert.Equal(30, driver.Path.Ceiling);

        driver.Fill().UseMinutes(20);
        Assert.Equal((30, 31), (driver.Path.Ceiling, driver.Path.Save(driver.Now).FailedCeiling));
    }

    [Fact]
    public void What_had_held_long_ago_is_approached_in_steps()
    {
        var driver = new Driver(max: 50).Climb(50).Fill().UseMinutes(5.1).Close(30).Refuse();
        driver.WaitMinutes(12 * 60);
        Assert.Equal(20, driver.Path.Ceiling);

        Assert.Equal(25, driver.Fill().UseMinutes(5.1).Path.Ceiling);
    }

    [Fact]
    public void A_refusal_is_judged_by_those_that_may_have_got_there_before_it()
    {
        var driver = new Driver().Fill().UseMinutes(5.1).Close();
        var first = driver.Begin();
        driver.Begin();

        driver.Refused(first);

        Assert.Equal((25, 26), (driver.Path.Ceiling, driver.Path.Save(driver.Now).FailedCeiling));
    }

    [Fact]
    public void A_refusal_at_a_ceiling_that_had_held_means_that_the_cap_has_moved()
    {
        var driver = new Driver(max: 25).Fill().UseMinutes(30).Close(2).Fill(24).Refuse();

        Assert.Equal(24, driver.Path.Ceiling);
        Assert.Contains("the receiver's cap has fallen", driver.Path.LastEvent.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cap_that_keeps_falling_is_followed_in_growing_steps()
    {
        var driver = new Driver(60, 60).Fill();
        var falls = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            driver.Fill().UseMinutes(20).Close(1);
            var before = driver.Path.Ceiling;
            driver.Refuse();
            falls.Add(before - driver.Path.Ceiling);
            driver.Close(Math.Max(0, driver.Open - driver.Path.Ceiling));
        }

        Assert.Equal([1, 2, 3, 4], falls);
    }

    [Fact]
    public void Refused_again_before_anything_was_accepted_the_ceiling_is_halved_down_to_the_floor()
    {
        var driver = new Driver(40, settings: new ControlSettings { FloorRefusals = 100, FloorConnections = 3 }).Fill().UseMinutes(6).Close(2).Refuse();
        var seen = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            driver.Close(Math.Max(0, driver.Open - driver.Path.Ceiling + 1)).Refuse();
            seen.Add(driver.Path.Ceiling);
        }

        Assert.Equal(39 / 2, seen[0]);
        Assert.Equal([9, 4, 3, 3, 3], seen[1..]);
    }

    [Fact]
    public void Twenty_connections_refused_at_once_are_one_event_and_one_cut()
    {
        var driver = new Driver().Fill(5);
        var opened = Enumerable.Range(0, 20).Select(_ => driver.Begin()).ToList();
        opened.ForEach(openedAt => driver.Refused(openedAt));

        Assert.Equal((5, 1), (driver.Path.Ceiling, driver.Path.Revision));
        Assert.True(driver.Close(3).Decide().NotBefore - driver.Now <= TimeSpan.FromMinutes(1), "One event, so one wait.");
    }

    [Fact]
    public void The_second_refusal_of_one_event_cuts_nothing_and_lowers_what_is_remembered_as_failed()
    {
        var driver = new Driver().Fill(8);
        var (ninth, tenth) = (driver.Begin(), driver.Begin());

        driver.Refused(tenth).Refused(ninth);

        var state = driver.Path.Save(driver.Now);
        Assert.Equal((8, 9), (state.Ceiling, state.FailedCeiling));
    }

    [Fact]
    public void A_limit_of_eight_is_found_out_with_one_refusal()
    {
        var driver = new Driver().Fill(8).Refuse().Fill();

        Assert.Equal((8, 8), (driver.Path.Ceiling, driver.Open));
    }

    [Fact]
    public void What_failed_is_forgotten_after_a_while()
    {
        var driver = new Driver().Fill(10).Refuse().Close(10).Wait(TimeSpan.FromHours(12));
        driver.Fill().UseMinutes(5);

        Assert.Equal(20, driver.Path.Ceiling);
    }

    [Fact]
    public void A_cut_holds_for_a_full_send_cycle_where_the_settings_say_so()
    {
        var settings = new ControlSettings { CutHold = CutHold.SendCycle, SendCycle = TimeSpan.FromHours(24) };
        var driver = new Driver(settings: settings).Fill(10).Refuse().Fill().Use(TimeSpan.FromHours(23));
        Assert.Equal(10, driver.Path.Ceiling);

        Assert.Equal(11, driver.Use(TimeSpan.FromHours(1.1)).Path.Ceiling);
    }

    [Fact]
    public void The_explanation_names_the_rule_the_evidence_and_what_would_raise_it()
    {
        var driver = new Driver().Fill(8).WaitMinutes(2).Refuse();

        Assert.Equal(
            "The ceiling is 8: what was open when connection 9 was refused. It rises to 9 after 25 min of use without a refusal; used so far: 60 s.",
            driver.WaitMinutes(1).Path.Explain(driver.Now));
    }
}
