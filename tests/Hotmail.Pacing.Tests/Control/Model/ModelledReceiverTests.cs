using Hotmail.Pacing.Simulation;
using Hotmail.Pacing.Simulation.Reports;
using Hotmail.Pacing.Simulation.Scenarios;

namespace Hotmail.Pacing.Tests.Control.Model;

/// <summary>
/// The controller, with everything else of the product that decides, against modelled receivers over days, with one configuration (maximum 150). Goodput is against an oracle that knows the cap. The bars
/// on the scenario files are the project's own; those on ours are a little below what was reached.
/// </summary>
public sealed class ModelledReceiverTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly LatencyScenario _latency = new() { Connect = (250, 1500), Message = (3000, 9000) };

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

        Check(ScenarioReader.Read(file), goodput);
    }

    [Fact]
    public void A_cap_far_below_the_start() => Check(Modelled("cap-6", Day, 400_000, Always(6)), 0.99);

    [Fact]
    public void A_cap_just_below_the_maximum() => Check(Modelled("cap-140", Day, 4_200_000, Always(140)), 0.98);

    [Fact]
    public void A_receiver_that_drops_connections_without_a_word() =>
        Check(Modelled("drop-40", Day, 1_200_000, Always(40) with { RefuseAt = RefuseAt.Drop }), 0.99);

    [Fact]
    public void A_tarpit() => Check(Modelled("tarpit", Day, 1_200_000, Always(40)) with { Latency = _latency with { Connect = (15_000, 40_000) } }, 0.96);

    [Fact]
    public void A_cold_source_under_a_daily_rhythm()
    {
        var scenario = Modelled("cold-daily", Day * 7, 3_000_000, Always(100) with { Trust = new TrustScenario(3, 0.5, 60) });

        Check(
            scenario with
            {
                Traffic = scenario.Traffic with
                {
                    PerHour = [0, 0, 0, 0, 0, 0, 1, 2, 4, 5, 5, 5, 4, 4, 4, 4, 4, 3, 2, 1, 0, 0, 0, 0],
                    QueueMaxAge = Day * 3,
                },
            },
            0.98,
            isEngagedLate: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_receiver_that_counts_openings_while_sessions_are_long(int seed) =>
        Check(Modelled("rate-10", Day, 1_200_000, Counting(10, 100)) with { Seed = seed }, 0.96);

    [Fact]
    public void A_receiver_that_counts_openings_and_connections() => Check(Modelled("rate-10-cap-20", Day, 1_200_000, Counting(10, 20)), 0.965, refusalsPerHour: 1.5);

    [Fact]
    public void A_receiver_that_counts_openings_and_drops_what_is_too_much_without_a_word()
    {
        var scenario = Modelled("rate-24-drop", Day, 1_900_000, Counting(24, 100) with { RefuseAt = RefuseAt.Drop });

        Check(scenario with { Latency = new LatencyScenario { Connect = (150, 900), Message = (700, 2500) } }, 0.965);
    }

    [Fact]
    public void Short_sessions_through_a_limit_of_eight_are_seldom_refused()
    {
        var scenario = Modelled("short-8", TimeSpan.FromMinutes(20), 2_000, Always(8) with { MessagesPerConnection = 10 });

        var result = Check(
            scenario with
            {
                Traffic = scenario.Traffic with { Dormant = 0 },
                Latency = new LatencyScenario { Connect = (50, 200), Message = (20, 100) },
            },
            0.99);

        Assert.InRange(result.FinalCeiling, 4, 8);
        Assert.True(result.Refusals <= 0.05 * result.Connections);
    }

    [Fact]
    public void A_cap_that_flips_every_three_hours_is_followed_with_few_refusals()
    {
        var flips = Enumerable.Range(0, 8).Select(i => new CapStep(TimeSpan.FromHours(3 * i), i % 2 == 0 ? 60 : 20)).ToArray();

        Check(Modelled("flip", Day, 4_200_000, Always(0) with { Cap = flips }), 0.815, refusalsPerHour: 1.35);
    }

    [Fact]
    public void An_outage_pauses_the_path_once_and_costs_little_more_than_the_pause()
    {
        CapStep[] steps = [new(TimeSpan.Zero, 40), new(TimeSpan.FromHours(8), 0), new(TimeSpan.FromHours(9), 40)];

        Assert.Equal(1, Check(Modelled("outage", Day, 4_200_000, Always(0) with { Cap = steps }), 0.815).Pauses);
    }

    private RunResult Check(Scenario scenario, double goodput, double refusalsPerHour = 1, bool isEngagedLate = false)
    {
        var bound = Math.Max(1, scenario.Duration.TotalHours * refusalsPerHour);
        var result = Assert.Single(Runner.Run(scenario, ["pacer"]));
        output.WriteLine($"{result.Scenario}: goodput {result.Goodput:F3}, {result.Refusals} of {result.Connections} refused, {result.WorstMinute} in the worst minute");
        Assert.True(result.Goodput >= goodput, $"Goodput {result.Goodput:F4} is below {goodput}.");
        Assert.True(result.Refusals <= Math.Max(bound, result.Connections / 1000.0), $"{result.Refusals} of {result.Connections} connections were refused.");
        Assert.InRange(result.WorstMinute, 0, 3);
        Assert.True(result.EngagedP99 is not { } engaged || result.DormantP50 is not { } dormant || engaged < dormant || isEngagedLate, $"Engaged {result.EngagedP99}, dormant {result.DormantP50}.");
        Assert.Equal(0, result.Blocks);
        Assert.True(result.Pauses <= 1);
        return result;
    }

    private static Scenario Modelled(string name, TimeSpan duration, long messages, ReceiverScenario receiver) => new()
    {
        Name = name,
        Seed = 1,
        Duration = duration,
        Traffic = new TrafficScenario { Messages = messages, Engaged = 0.3, Dormant = 0.2, QueueMaxAge = TimeSpan.FromDays(2) },
        Sources = 1,
        Senders = 1,
        Latency = _latency,
        Receiver = receiver,
    };

    private static ReceiverScenario Counting(int openingsAMinute, int connections) =>
        Always(connections) with { OpenRate = new OpenRateScenario(TimeSpan.FromMinutes(1), openingsAMinute) };

    private static ReceiverScenario Always(int connections) => new()
    {
        Cap = [new CapStep(TimeSpan.Zero, connections)],
        RefuseAt = RefuseAt.Banner,
        Refusal = "451 4.7.652 The mail server [192.0.2.1] has exceeded the maximum number of connections. (S3115)",
        Penalty = new PenaltyScenario(TimeSpan.FromMinutes(1), 10, 0.8, 4, 10),
        MessagesPerConnection = 50,
        Greylist = 0,
        MailboxFull = 0,
        BadMailbox = 0,
    };

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
