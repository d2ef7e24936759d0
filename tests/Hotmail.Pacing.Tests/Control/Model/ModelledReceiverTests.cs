using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Tests.Control.Model;

/// <summary>
/// The controller against modelled receivers over days, with one configuration (maximum 150). Goodput is against an oracle that knows the cap. The bars
/// on the scenario files are the project's own; those on ours are a little below what was reached.
/// </summary>
public sealed class ModelledReceiverTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Theory]
    [InlineData("steady-40", 0.99)]
    [InlineData("quiet-sender", 0.99)]
    [InlineData("penalty-box", 0.99)]
    [InlineData("diurnal", 0.98)]
    [InlineData("step-down", 0.96)]
    [InlineData("open-rate", 0.95)]
    [InlineData("new-ip", 0.93)]
    public void A_receiver_of_the_scenario_files(string name, double goodput)
    {
        var file = FindScenario(name);
        Assert.SkipWhen(file is null, "There is no tests/data/scenarios above this folder.");

        Check(Scenario.Read(file), goodput);
    }

    [Fact]
    public void A_cap_far_below_the_start() => Check(new("cap-6", Day, 400_000) { Cap = Always(6) }, 0.99);

    [Fact]
    public void A_cap_just_below_the_maximum() => Check(new("cap-140", Day, 4_200_000) { Cap = Always(140) }, 0.98);

    [Fact]
    public void A_receiver_that_drops_connections_without_a_word() => Check(new("drop-40", Day, 1_200_000) { Cap = Always(40), RefuseAt = "drop" }, 0.99);

    [Fact]
    public void A_tarpit() => Check(new("tarpit", Day, 1_200_000) { Cap = Always(40), Connect = (15, 40) }, 0.94);

    [Fact]
    public void A_cold_source_under_a_daily_rhythm() =>
        Check(
            new("cold-daily", Day * 7, 3_000_000)
            {
                PerHour = [0, 0, 0, 0, 0, 0, 1, 2, 4, 5, 5, 5, 4, 4, 4, 4, 4, 3, 2, 1, 0, 0, 0, 0],
                Cap = Always(100),
                Trust = (3, 0.5, 60),
                QueueMaxAge = Day * 3,
            },
            0.98);

    [Fact]
    public void A_receiver_that_counts_openings_while_sessions_are_long() =>
        Check(new("rate-10", Day, 1_200_000) { Cap = Always(100), OpenRate = (TimeSpan.FromMinutes(1), 10) }, 0.92);

    [Fact]
    public void Short_sessions_through_a_limit_of_eight_are_seldom_refused()
    {
        var result = Check(
            new("short-8", TimeSpan.FromMinutes(20), 2_000) { Cap = Always(8), Dormant = 0, Message = (0.02, 0.1), Connect = (0.05, 0.2), MessagesPerConnection = 10 }, 0.99);

        Assert.InRange(result.FinalCeiling, 4, 8);
        Assert.True(result.Refused <= 0.05 * result.Connections);
    }

    [Fact]
    public void A_cap_that_flips_every_three_hours_is_followed_with_few_refusals()
    {
        var flips = Enumerable.Range(0, 8).Select(i => (TimeSpan.FromHours(3 * i), i % 2 == 0 ? 60 : 20)).ToArray();

        Check(new("flip", Day, 4_200_000) { Cap = flips }, 0.75, refusalsPerHour: 2);
    }

    [Fact]
    public void An_outage_pauses_the_path_once_and_costs_little_more_than_the_pause()
    {
        var scenario = new Scenario("outage", Day, 4_200_000) { Cap = [(TimeSpan.Zero, 40), (TimeSpan.FromHours(8), 0), (TimeSpan.FromHours(9), 40)] };

        Assert.Equal(1, Check(scenario, 0.79).Pauses);
    }

    private RunResult Check(Scenario scenario, double goodput, double refusalsPerHour = 1)
    {
        var bound = Math.Max(1, scenario.Duration.TotalHours * refusalsPerHour);
        scenario = scenario with { Penalty = scenario.Penalty ?? (TimeSpan.FromMinutes(1), 10, 0.8, 4, 10) };
        var result = Simulation.Run(scenario, new ControlLimits(25, 150, 50, new ControlSettings()));
        output.WriteLine($"{result.Name}: goodput {result.Goodput:F3}, {result.Refused} of {result.Connections} refused, {result.WorstMinute} in the worst minute");
        Assert.True(result.Goodput >= goodput, $"Goodput {result.Goodput:F4} is below {goodput}.");
        Assert.True(result.Refused <= Math.Max(bound, result.Connections / 1000.0), $"{result.Refused} of {result.Connections} connections were refused.");
        Assert.InRange(result.WorstMinute, 0, 3);
        Assert.Equal(0, result.Blocks);
        Assert.True(result.Pauses <= 1);
        return result;
    }

    private static (TimeSpan At, int Connections)[] Always(int connections) => [(TimeSpan.Zero, connections)];

    private static string? FindScenario(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "tests", "data", "scenarios", name + ".json");
            if (File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }
}
