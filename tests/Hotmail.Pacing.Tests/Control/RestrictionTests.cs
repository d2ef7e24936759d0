using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Tests.Control;

public sealed class RestrictionTests
{
    private static readonly PathRestriction Half = new() { CeilingShare = 0.5, Reason = "192.0.2.1 is listed at zen.spamhaus.org" };

    [Fact]
    public void A_restriction_lowers_the_ceiling_at_once_and_says_why()
    {
        var driver = new Driver().Fill();
        driver.Path.Restrict(Half with { HoldDormant = true }, driver.Now);

        Assert.Equal((12, ControlEventKind.Restricted, PacingPhase.Recovery, true), (driver.Path.Ceiling, driver.Last, driver.Path.Phase, driver.Path.HoldDormant));
        Assert.Equal("Restricted because 192.0.2.1 is listed at zen.spamhaus.org: the ceiling is at most 12, dormant recipients wait.", driver.Path.LastEvent.Reason);
        Assert.Equal(
            "The ceiling is 12, as much as a restriction allows; the controller's own would be 25: where the profile starts. It is not raised meanwhile. "
            + "Restricted because 192.0.2.1 is listed at zen.spamhaus.org: the ceiling is at most 12, dormant recipients wait.",
            driver.Path.Explain(driver.Now));
        Assert.Null(driver.Path.DormantHeldUntil);
    }

    [Fact]
    public void The_same_again_changes_nothing()
    {
        var driver = new Driver();
        driver.Path.Restrict(null, driver.Now);
        Assert.Equal(0, driver.Path.Revision);

        driver.Path.Restrict(Half, driver.Now);
        driver.Path.Restrict(Half with { Until = driver.Now.AddHours(1) }, driver.Now);

        Assert.Equal((1, 12), (driver.Path.Revision, driver.Path.Ceiling));
    }

    [Fact]
    public void Lifted_the_ceiling_doubles_after_each_hold_in_use_up_to_what_was_learned()
    {
        var driver = new Driver().Fill().Close(20);
        driver.Path.Restrict(Half with { CeilingShare = 0.2 }, driver.Now);
        driver.Path.Restrict(null, driver.Now);
        Assert.Equal((5, "No longer restricted because 192.0.2.1 is listed at zen.spamhaus.org. The ceiling comes back from 5 to 25 in steps."), (driver.Path.Ceiling, driver.Path.LastEvent.Reason));
        Assert.Null(driver.Path.Restriction);

        driver.WaitMinutes(60);
        Assert.Equal(5, driver.Path.Ceiling);
        var ceilings = new List<int>();
        for (var hold = 0; hold < 3; hold++)
        {
            driver.Fill().UseMinutes(5);
            ceilings.Add(driver.Path.Ceiling);
        }

        Assert.Equal([10, 20, 25], ceilings);
        Assert.Equal(ControlEventKind.CeilingReturned, driver.Last);
    }

    [Fact]
    public void While_it_comes_back_the_wait_for_the_next_step_is_known()
    {
        var driver = new Driver().Fill().Close(13);
        driver.Path.Restrict(Half, driver.Now);
        driver.Path.Restrict(null, driver.Now);
        driver.Reply(Hotmail.Pacing.Responses.ReplyClass.Success, 500);

        Assert.Equal(new OpenDecision(false, driver.Now.AddMinutes(5), OpenLimit.Ceiling), driver.Decide());
        Assert.Contains("It doubles after each 5 min of use, up to 25; used so far: 0 ms.", driver.Path.Explain(driver.Now), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_on_the_way_back_is_the_receivers_word_and_ends_the_coming_back()
    {
        var driver = new Driver().Fill(9);
        driver.Path.Restrict(new PathRestriction { MaxCeiling = 10, Reason = "x" }, driver.Now);
        driver.Path.Restrict(null, driver.Now);
        driver.Refuse();

        Assert.Equal((9, 9, ControlEventKind.Cut), (driver.Path.Ceiling, driver.Path.LearnedCeiling, driver.Last));
    }

    [Fact]
    public void Held_raises_go_on_with_a_full_hold_once_they_are_not_held()
    {
        var driver = new Driver().Fill();
        driver.Path.Restrict(new PathRestriction { HoldRaises = true, Reason = "x" }, driver.Now);
        driver.UseMinutes(60);
        Assert.Equal(25, driver.Path.Ceiling);
        Assert.Equal(DateTimeOffset.MaxValue, driver.Decide().NotBefore);

        driver.Path.Restrict(null, driver.Now);
        driver.UseMinutes(4);
        Assert.Equal(25, driver.Path.Ceiling);
        driver.UseMinutes(1);
        Assert.Equal(35, driver.Path.Ceiling);
    }

    [Fact]
    public void A_share_is_of_what_was_learned_when_it_came_and_does_not_bite_twice()
    {
        var driver = new Driver().Fill(11);
        driver.Path.Restrict(Half, driver.Now);
        driver.Refuse();
        var cut = driver.Path.Ceiling;

        driver.Path.Restrict(Half with { Reason = "another" }, driver.Now);

        Assert.InRange(cut, 7, 11);
        Assert.Equal(cut, driver.Path.Ceiling);
    }

    [Fact]
    public void A_persons_ceiling_and_pause_go_before_it()
    {
        var driver = new Driver();
        driver.Path.SetCeiling(driver.Now, 20, "anna");
        driver.Path.Restrict(Half with { HoldDormant = true }, driver.Now);
        Assert.Equal((20, true), (driver.Path.Ceiling, driver.Path.HoldDormant));
        Assert.Contains("the ceiling would be at most 12, but a person set it", driver.Path.LastEvent.Reason, StringComparison.Ordinal);

        driver.Path.SetCeiling(driver.Now, null, "anna");
        Assert.Equal(12, driver.Path.Ceiling);
        driver.Path.Pause(driver.Now, null, "anna");
        Assert.Equal(PacingPhase.Paused, driver.Path.Phase);
    }

    [Fact]
    public void It_is_not_saved_and_what_was_learned_is()
    {
        var driver = new Driver(40);
        driver.Path.Restrict(Half, driver.Now);

        var again = new Driver(saved: driver.Path.Save(driver.Now));

        Assert.Equal((20, 40), (driver.Path.Ceiling, again.Path.Ceiling));
        Assert.Null(again.Path.Restriction);
    }

    [Fact]
    public void It_never_closes_a_path()
    {
        var driver = new Driver(1);
        driver.Path.Restrict(Half with { CeilingShare = 0.01 }, driver.Now);
        Assert.Equal(1, driver.Path.Ceiling);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PathRestriction { MaxCeiling = 0, Reason = "x" });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PathRestriction { CeilingShare = 0, Reason = "x" });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PathRestriction { CeilingShare = 1.1, Reason = "x" });
    }

    [Fact]
    public void Of_two_each_limit_is_the_stricter_and_both_reasons_are_named()
    {
        var at = Driver.Start;
        var first = new PathRestriction { MaxCeiling = 9, CeilingShare = 0.5, HoldRaises = true, Reason = "a", Until = at.AddHours(2) };
        var second = new PathRestriction { MaxCeiling = 7, HoldDormant = true, Reason = "b", Until = at.AddHours(1) };

        var both = PathRestriction.Combine(first, second);

        Assert.Equal(new PathRestriction { MaxCeiling = 7, CeilingShare = 0.5, HoldRaises = true, HoldDormant = true, Reason = "a and b", Until = at.AddHours(1) }, both);
        Assert.Same(first, PathRestriction.Combine(first, null));
        Assert.Same(second, PathRestriction.Combine(null, second));
    }

    [Theory]
    [InlineData(0.29, 100, 29)]
    [InlineData(0.57, 100, 57)]
    [InlineData(0.07, 100, 7)]
    [InlineData(0.999, 100, 99)]
    [InlineData(0.01, 50, 1)]
    public void A_share_is_what_a_person_would_reckon(double share, int learned, int ceiling)
    {
        var driver = new Driver(learned);
        driver.Path.Restrict(new PathRestriction { CeilingShare = share, Reason = "x" }, driver.Now);
        Assert.Equal(ceiling, driver.Path.Ceiling);
    }

    [Fact]
    public void Another_reason_does_not_keep_the_ceiling_from_coming_back()
    {
        var driver = new Driver().Fill().Close(20);
        driver.Path.Restrict(new PathRestriction { MaxCeiling = 5, Reason = "x" }, driver.Now);
        driver.Path.Restrict(new PathRestriction { MaxCeiling = 20, Reason = "x" }, driver.Now);
        driver.Fill();
        for (var number = 0; number < 3; number++)
        {
            driver.UseMinutes(2);
            driver.Path.Restrict(new PathRestriction { MaxCeiling = 20, Reason = $"the rate is 0.{number}%" }, driver.Now);
        }

        Assert.Equal(10, driver.Path.Ceiling);
    }

    [Fact]
    public void The_same_for_longer_is_known_for_longer()
    {
        var driver = new Driver();
        driver.Path.Restrict(Half with { Until = driver.Now.AddHours(1) }, driver.Now);
        driver.Path.Restrict(Half with { Until = driver.Now.AddHours(2) }, driver.Now);
        Assert.Equal((1, driver.Now.AddHours(2)), (driver.Path.Revision, driver.Path.Restriction?.Until));
    }
}
