using System.Text.Json;
using System.Text.Json.Nodes;
using Hotmail.Pacing.Simulation.Model;
using Hotmail.Pacing.Simulation.Reports;
using Hotmail.Pacing.Simulation.Strategies;

namespace Hotmail.Pacing.Simulation.Tests.Strategies;

public sealed class StrategyTests
{
    public static TheoryData<string> Names => [.. StrategyCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_scenario_gives_the_same_results_and_another_seed_gives_others(string strategy)
    {
        var first = Results(3, strategy);

        Assert.Equal(first, Results(3, strategy));
        Assert.NotEqual(first, Results(4, strategy));
    }

    [Fact]
    public void A_strategy_does_not_disturb_the_next()
    {
        var scenario = TestScenario.Read();
        var together = Runner.Run(scenario, ["postfix", "aimd", "kumomta"]);

        Assert.Equal(Results(3, "kumomta"), Text(together[2]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_message_is_counted_twice_also_with_several_sources_and_senders(string strategy)
    {
        var scenario = TestScenario.Read(json =>
        {
            Set(json["traffic"]!, "messages", 3000);
            Set(json, "sources", 2);
            Set(json, "senders", 2);
        });
        var world = new World(scenario, StrategyCatalog.Make(strategy)!);
        world.Run();

        Assert.InRange(world.Statistics.Delivered + world.Statistics.Failed + world.Statistics.Expired, 1, 3000);
        Assert.True(world.Statistics.Delivered > 0, "Nothing was delivered.");
    }

    [Theory]
    [InlineData("banner", 6)]
    [InlineData("drop", 6)]
    [InlineData("mail-from", 6)]
    public void Postfix_tries_two_addresses_at_0_10_and_25_minutes(string refuseAt, int refusals)
    {
        var world = Refused("postfix", 1, "00:30:00", refuseAt);

        Assert.Equal(refusals, world.Receivers[0].Refused);
        Assert.Equal([0, 10, 25], MinutesWithRefusals(world));
    }

    [Fact]
    public void Postfix_grows_to_its_limit_for_every_domain_while_all_is_refused_at_MAIL() =>
        Assert.Equal(100, Refused("postfix", 20_000, "00:03:00", "mail-from").Statistics.CeilingByMinute.Max());

    [Fact]
    public void Postfix_gives_up_a_domain_for_five_minutes_while_all_is_refused_before_MAIL()
    {
        var world = Refused("postfix", 20_000, "00:20:00", "banner");

        Assert.All(world.Statistics.CeilingByMinute.Take(5).Skip(1), ceiling => Assert.Equal(0, ceiling));
        Assert.Equal([0, 10], MinutesWithRefusals(world));
    }

    [Theory]
    [InlineData("banner", 8)]
    [InlineData("drop", 8)]
    [InlineData("mail-from", 4)]
    public void KumoMTA_tries_at_0_20_60_and_140_minutes_and_a_second_address_only_before_MAIL(string refuseAt, int refusals) =>
        Assert.Equal(refusals, Refused("kumomta", 1, "02:30:00", refuseAt).Receivers[0].Refused);

    [Theory]
    [InlineData("kumomta", "banner", 5, 5)]
    [InlineData("kumomta-raised", "banner", 150, 150)]
    [InlineData("kumomta-raised", "mail-from", 5, 5)]
    [InlineData("kumomta-halving", "drop", 150, 150)]
    [InlineData("kumomta-halving", "banner", 5, 75)]
    [InlineData("kumomta-halving", "mail-from", 5, 75)]
    public void KumoMTA_sees_refusals_only_where_its_rules_look(string strategy, string refuseAt, int least, int most)
    {
        var ceilings = Refused(strategy, 200_000, "00:20:00", refuseAt).Statistics.CeilingByMinute;

        Assert.InRange(ceilings.Min(), least, most);
    }

    [Fact]
    public void KumoMTA_defers_all_that_is_ready_after_a_hundred_failures_in_a_row()
    {
        var refused = Refused("kumomta-raised", 20_000, "00:19:00", "banner").Statistics.RefusedByMinute.Sum();

        // Five sites, two addresses, 101 failures each, and a few more for every 1024 messages that were ready.
        Assert.InRange(refused, 5 * 2 * 101, 5 * 2 * 150);
    }

    [Fact]
    public void KumoMTA_never_has_more_than_five_connections_to_the_provider() =>
        Assert.Equal(5, Run("kumomta", TestScenario.Read()).Receivers[0].MostOpen);

    [Theory]
    [InlineData("aimd", 20)]
    [InlineData("aimd-min1", 1)]
    public void Aimd_falls_to_its_least_where_all_is_refused(string strategy, int least)
    {
        var ceilings = Refused(strategy, 100, "00:03:00", "banner").Statistics.CeilingByMinute;

        Assert.Equal(least, ceilings[^1]);
    }

    [Theory]
    [InlineData("banner", 200)]
    [InlineData("mail-from", 200)]
    public void Aimd_climbs_to_200_where_nothing_is_refused(string refuseAt, int most)
    {
        var world = Run("aimd", TestScenario.Read(json =>
        {
            Set(json["receiver"]!["cap"]![0]!, "connections", 1000);
            Set(json["receiver"]!, "refuseAt", refuseAt);
            Set(json, "duration", "00:02:00");
        }));

        Assert.Equal((most, most), (world.Statistics.CeilingByMinute[^1], world.Receivers[0].MostOpen));
    }

    /// <summary>A run in which the receiver refuses every connection.</summary>
    private static World Refused(string strategy, int messages, string duration, string refuseAt) => Run(strategy, TestScenario.Read(json =>
    {
        Set(json, "duration", duration);
        Set(json["traffic"]!, "messages", messages);
        Set(json["receiver"]!, "refuseAt", refuseAt);
        Set(json["receiver"]!["cap"]![0]!, "connections", 0);
    }));

    private static World Run(string strategy, Simulation.Scenarios.Scenario scenario)
    {
        var world = new World(scenario, StrategyCatalog.Make(strategy)!);
        world.Run();
        return world;
    }

    private static IEnumerable<int> MinutesWithRefusals(World world) =>
        world.Statistics.RefusedByMinute.Select((count, minute) => (count, minute)).Where(entry => entry.count > 0).Select(entry => entry.minute);

    private static string Results(int seed, string strategy) => Text(Runner.Run(TestScenario.Read(json => Set(json, "seed", seed)), [strategy])[0]);

    /// <summary>All figures, and those of every minute; not the speed.</summary>
    private static string Text(RunResult result) =>
        JsonSerializer.Serialize(result with { EventsPerSecond = 0 }) + JsonSerializer.Serialize(result.Minutes!.DeliveredByMinute) + JsonSerializer.Serialize(result.Minutes.OpenByMinute);

    private static void Set(JsonNode node, string name, JsonNode value) => node[name] = value;
}
