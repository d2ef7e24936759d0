using Hotmail.Pacing.Control;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Tests.Control;

public sealed class OpeningTests
{
    [Fact]
    public void A_path_feels_its_way_up_one_unconfirmed_connection_at_a_time()
    {
        var driver = new Driver();
        Assert.True(driver.Decide().Allowed);
        driver.Begin();

        Assert.Equal(new OpenDecision(false, DateTimeOffset.MaxValue, OpenLimit.Unconfirmed), driver.Path.DecideOpen(driver.Now, 1, 1));
    }

    [Fact]
    public void What_was_open_a_moment_ago_may_be_reopened_faster_but_never_more_than_half()
    {
        var driver = new Driver().Fill(20).Close(14);
        var unconfirmed = 0;
        for (; driver.Path.DecideOpen(driver.Now, driver.Open, unconfirmed).Allowed; unconfirmed++)
        {
            driver.Begin();
        }

        Assert.Equal(3, unconfirmed);
    }

    [Fact]
    public void At_the_ceiling_the_answer_says_when_a_raise_may_be_due()
    {
        var driver = new Driver().Fill();
        driver.UseMinutes(2);

        var decision = driver.Decide();

        Assert.Equal((false, OpenLimit.Ceiling), (decision.Allowed, decision.Reason));
        Assert.InRange(decision.NotBefore - driver.Now, TimeSpan.FromMinutes(2.9), TimeSpan.FromMinutes(3));
    }

    [Fact]
    public void After_a_refusal_the_next_opening_waits_with_jitter()
    {
        var driver = new Driver().Fill(8).Refuse().Close(4);

        var decision = driver.Decide();

        Assert.Equal(OpenLimit.AfterRefusal, decision.Reason);
        Assert.InRange(decision.NotBefore - driver.Now, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(37.5));
    }

    [Fact]
    public void Each_further_refusal_doubles_the_wait_up_to_its_limit()
    {
        var driver = new Driver(settings: new ControlSettings { FloorRefusals = 100 });
        var waits = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            driver.Refuse();
            waits.Add((driver.Decide().NotBefore - driver.Now).TotalSeconds);
        }

        Assert.InRange(waits[1], 40, 75);
        Assert.InRange(waits[2], 80, 150);
        Assert.InRange(waits[7], 300, 375);
    }

    [Fact]
    public void There_are_no_three_refusals_in_a_minute()
    {
        var driver = new Driver().Fill(8).Refuse();
        var first = driver.Now;
        driver.Fill().Close(1).Refuse();

        driver.Close(4);

        Assert.True(driver.Decide().NotBefore >= first + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void One_connection_dropped_before_its_banner_cuts_nothing_where_as_many_had_been_fine()
    {
        var driver = new Driver().Fill(20).Close(2).Refuse(Refusal.DroppedBeforeBanner);

        Assert.Equal((25, OpenLimit.AfterRefusal), (driver.Path.Ceiling, driver.Decide().Reason));
    }

    [Fact]
    public void A_run_of_drops_counts_as_a_refusal()
    {
        var driver = new Driver().Fill(20).Close(2).Refuse(Refusal.DroppedBeforeBanner).Refuse(Refusal.DroppedBeforeBanner);
        Assert.Equal(25, driver.Path.Ceiling);

        Assert.Equal(18, driver.Refuse(Refusal.DroppedBeforeBanner).Path.Ceiling);
    }

    [Fact]
    public void A_drop_beyond_what_was_fine_counts_at_once() => Assert.Equal(8, new Driver().Fill(8).Refuse(Refusal.DroppedBeforeBanner).Path.Ceiling);

    [Fact]
    public void At_the_floor_drops_say_nothing_of_the_cap()
    {
        var driver = new Driver(1);
        for (var i = 0; i < 10; i++)
        {
            driver.Refuse(Refusal.DroppedBeforeBanner);
        }

        Assert.Null(driver.Path.PausedUntil);
        Assert.Equal(0, driver.Path.Revision);
    }

    [Fact]
    public void A_run_of_unreachable_hosts_backs_off_and_cuts_nothing()
    {
        var driver = new Driver().Fill(5);
        driver.Refuse(Refusal.Unreachable).Refuse(Refusal.Unreachable);
        Assert.True(driver.Decide().Allowed);
        driver.Refuse(Refusal.Unreachable);
        Assert.InRange(driver.Decide().NotBefore - driver.Now, TimeSpan.FromSeconds(4.9), TimeSpan.FromSeconds(6.25));
        for (var i = 0; i < 20; i++)
        {
            driver.Refuse(Refusal.Unreachable);
        }

        Assert.InRange(driver.Decide().NotBefore - driver.Now, TimeSpan.FromMinutes(4.9), TimeSpan.FromMinutes(6.25));
        Assert.Equal((25, 0), (driver.Path.Ceiling, driver.Path.Revision));
    }

    [Fact]
    public void A_refusal_that_says_rate_spaces_the_openings_and_leaves_the_ceiling()
    {
        var driver = new Driver().Fill(12).Refuse(Refusal.ConnectionRateLimit);

        Assert.Equal((25, ControlEventKind.OpeningsSpaced), (driver.Path.Ceiling, driver.Last));
        Assert.Equal(5.1, driver.Path.OpeningInterval.TotalSeconds, 3);
        driver.Fill(13).Close(5);
        Assert.Equal((OpenLimit.OpeningPace, true), (driver.Decide().Reason, driver.Decide().NotBefore > driver.Now));
    }

    [Fact]
    public void Refused_where_as_many_had_been_fine_but_never_so_many_openings_it_is_the_rate_after_a_second_look()
    {
        var driver = new Driver().Fill(12).Refuse();
        Assert.Equal(12, driver.Path.Ceiling);

        driver.Wait(TimeSpan.FromSeconds(40)).Close(1).Refuse();
        Assert.Equal((12, TimeSpan.Zero), (driver.Path.Ceiling, driver.Path.OpeningInterval));

        driver.Close(11).Fill().Close(1).Refuse();
        Assert.Equal((12, ControlEventKind.OpeningsSpaced), (driver.Path.Ceiling, driver.Last));
    }

    [Fact]
    public void Refused_in_a_first_fill_it_may_have_been_the_rate_so_as_many_are_tried_again_soon()
    {
        var driver = new Driver().Fill(8).Refuse();
        Assert.Equal(8, driver.Path.Ceiling);
        Assert.Contains("the rate of openings", driver.Path.Explain(driver.Now), StringComparison.Ordinal);

        driver.Fill().UseMinutes(5.1);
        Assert.Equal(9, driver.Path.Ceiling);

        driver.Refuse().Fill().UseMinutes(24);
        Assert.Equal(8, driver.Path.Ceiling);
        Assert.Equal(9, driver.UseMinutes(2).Path.Ceiling);
    }

    [Fact]
    public void Refused_at_as_many_openings_as_before_but_with_more_open_it_is_the_rate()
    {
        var driver = new Driver().Fill(8).Refuse().Climb(11).Fill().UseMinutes(2);
        driver.Close(8).Fill();
        var ceiling = driver.Path.Ceiling;

        driver.Refused(driver.Begin());

        Assert.Equal((ceiling, ControlEventKind.OpeningsSpaced), (driver.Path.Ceiling, driver.Last));
    }

    [Fact]
    public void A_drop_counts_at_once_where_a_higher_pace_is_tried()
    {
        var driver = new Driver().Fill(12).Refuse(Refusal.ConnectionRateLimit);
        var before = driver.Path.OpeningInterval;
        driver.Fill(13).WaitMinutes(25).Close(13).Fill(13);
        driver.Decide();
        Assert.True(driver.Path.OpeningInterval < before);

        driver.Refuse(Refusal.DroppedBeforeBanner);

        Assert.Equal((ControlEventKind.OpeningsSpaced, before), (driver.Last, driver.Path.OpeningInterval));
    }

    [Fact]
    public void A_pace_that_was_never_full_is_not_tried_faster()
    {
        var driver = new Driver().Fill(12).Refuse(Refusal.ConnectionRateLimit).WaitMinutes(30).Close(4);
        var before = driver.Path.OpeningInterval;
        Assert.True(driver.TryOpen());

        Assert.Equal(OpenLimit.OpeningPace, driver.Decide().Reason);

        Assert.Equal(before, driver.Path.OpeningInterval);
    }

    [Fact]
    public void Refused_with_more_open_than_ever_at_a_pace_that_held_it_is_the_cap()
    {
        var driver = new Driver().Fill(12).Refuse(Refusal.ConnectionRateLimit).WaitMinutes(5).Fill(20);
        var before = driver.Path.OpeningInterval;

        driver.Refuse();

        Assert.Equal((20, ControlEventKind.Cut, before), (driver.Path.Ceiling, driver.Last, driver.Path.OpeningInterval));
    }

    [Theory]
    [InlineData(0, ControlEventKind.Started)]
    [InlineData(1, ControlEventKind.Cut)]
    public void A_number_was_fine_only_when_none_of_them_was_closing(int closing, ControlEventKind afterRefusal)
    {
        var driver = new Driver().Fill(8);
        var ninth = driver.Begin();
        driver.Path.RecordConfirmed(driver.Now, ninth, driver.Open, closing);
        driver.Close();

        driver.Refuse();

        Assert.Equal(afterRefusal, driver.Last);
    }

    [Fact]
    public void A_learned_pace_is_tried_a_little_faster_after_a_hold_and_forgotten_when_it_does_not_matter()
    {
        var driver = new Driver().Fill(12).Refuse(Refusal.ConnectionRateLimit);
        var before = driver.Path.OpeningInterval;
        driver.Fill(13).WaitMinutes(25).Close(1).Fill(13).Close(1);
        driver.Decide();
        Assert.True(driver.Path.OpeningInterval < before);
        Assert.Equal(ControlEventKind.OpeningsEased, driver.Last);

        driver.Wait(TimeSpan.FromHours(12));
        Assert.True(driver.Decide().Allowed);
        Assert.Equal(TimeSpan.Zero, driver.Path.OpeningInterval);
    }

    [Fact]
    public void A_connection_limit_in_the_middle_of_a_session_is_a_refusal_too()
    {
        var driver = new Driver().Fill(10).Reply(ReplyClass.ConnectionLimit, scope: LimitScope.OpenConnections);

        Assert.Equal((9, ControlEventKind.Cut), (driver.Path.Ceiling, driver.Last));
    }

    [Theory]
    [InlineData(Refusal.ConnectionLimit)]
    [InlineData(Refusal.Unreachable)]
    public void However_often_a_connection_comes_to_nothing_the_wait_stays_within_its_limit(Refusal refusal)
    {
        var hour = TimeSpan.FromHours(1);
        var settings = new ControlSettings { FloorRefusals = 100, RefusalWaitMin = hour, RefusalWaitMax = hour, UnreachableWait = hour, RefusalWaitLimit = hour * 2 };
        var driver = new Driver(1, settings: settings);

        for (var number = 0; number < 60; number++)
        {
            Assert.InRange(driver.Refuse(refusal).Decide().NotBefore - driver.Now, TimeSpan.Zero, hour * 2.5);
        }
    }

    [Fact]
    public void A_path_that_was_hardly_used_costs_little_memory()
    {
        var random = new Random(1);
        var limits = new ControlLimits(25, 50, 50, new ControlSettings());
        PathController? path = null;

        Assert.InRange(Allocations.Least(() => path = new PathController(limits, null, false, random, Driver.Start)), 1, 2_500);
        Assert.NotNull(path);
    }
}
