using Hotmail.Pacing.Simulation.Strategies;

namespace Hotmail.Pacing.Simulation.Tests.Strategies;

public sealed class KumoLimitTests
{
    private const long Second = TimeSpan.TicksPerSecond;
    private const long Minute = TimeSpan.TicksPerMinute;
    private const long Hour = TimeSpan.TicksPerHour;
    private const long Start = 10 * Hour;

    [Fact]
    public void One_match_changes_nothing()
    {
        var limit = new KumoLimit.Timed(10);
        limit.Match(Start, 0);

        Assert.Equal((10, long.MaxValue), (limit.At(Start), limit.ChangesAt(Start)));
    }

    [Fact]
    public void The_second_match_within_an_hour_sets_it_to_1_after_the_lag_and_for_an_hour_after_the_match()
    {
        var limit = new KumoLimit.Timed(10);
        limit.Match(Start, 0);
        var second = Start + (59 * Minute);
        limit.Match(second, 40 * Second);

        Assert.Equal((10, second + (40 * Second)), (limit.At(second), limit.ChangesAt(second)));
        Assert.Equal((1, second + Hour), (limit.At(second + (40 * Second)), limit.ChangesAt(second + (40 * Second))));
        Assert.Equal(1, limit.At(second + Hour - 1));
        Assert.Equal((10, long.MaxValue), (limit.At(second + Hour), limit.ChangesAt(second + Hour)));
    }

    [Fact]
    public void Two_matches_an_hour_apart_change_nothing()
    {
        var limit = new KumoLimit.Timed(10);
        limit.Match(Start, 0);
        limit.Match(Start + Hour, 0);

        Assert.Equal(10, limit.At(Start + Hour));
    }

    [Fact]
    public void Every_further_match_prolongs_it_and_its_lag_opens_no_gap()
    {
        var limit = new KumoLimit.Timed(10);
        limit.Match(Start, 0);
        limit.Match(Start, 0);
        limit.Match(Start + (30 * Minute), 90 * Second);

        Assert.Equal(1, limit.At(Start + (30 * Minute)));
        Assert.Equal(1, limit.At(Start + (90 * Minute) - 1));
        Assert.Equal(10, limit.At(Start + (90 * Minute)));
    }

    [Fact]
    public void Halving_cuts_once_for_the_matches_until_it_bites_and_climbs_by_a_tenth_every_five_minutes()
    {
        var limit = new KumoLimit.Halving(100);
        limit.Match(Start, 60 * Second);
        limit.Match(Start + Second, 90 * Second);
        var cut = Start + (60 * Second);

        Assert.Equal((100, cut), (limit.At(cut - 1), limit.ChangesAt(cut - 1)));
        Assert.Equal((50, cut + (5 * Minute)), (limit.At(cut), limit.ChangesAt(cut)));
        Assert.Equal(55, limit.At(cut + (5 * Minute)));
        Assert.Equal((100, long.MaxValue), (limit.At(cut + (40 * Minute)), limit.ChangesAt(cut + (40 * Minute))));
    }

    [Fact]
    public void Halving_stops_at_1_and_climbs_by_at_least_1()
    {
        var limit = new KumoLimit.Halving(3);
        limit.Match(Start, 0);
        Assert.Equal(1, limit.At(Start));
        limit.Match(Start + 1, 0);
        Assert.Equal(1, limit.At(Start + 1));
        Assert.Equal(2, limit.At(Start + 1 + (5 * Minute)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 2)]
    [InlineData(10, 3)]
    [InlineData(20, 4)]
    [InlineData(50, 7)]
    [InlineData(100, 9)]
    [InlineData(200, 10)]
    [InlineData(1024, 10)]
    public void Connections_wanted_follow_the_curve(int ready, int wanted) => Assert.Equal(wanted, KumoSite.Wanted(10, ready));

    [Fact]
    public void Rules_know_their_replies_by_phrase()
    {
        Assert.Equal(KumoRule.Connections, KumoRules.Of(TestScenario.Refusal));
        Assert.Equal(KumoRule.Reputation, KumoRules.Of("451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation. (S844)"));
        Assert.Equal(KumoRule.None, KumoRules.Of("421 4.3.2 Service not active"));
    }
}
