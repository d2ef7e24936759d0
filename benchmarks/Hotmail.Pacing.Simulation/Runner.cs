using Hotmail.Pacing.Simulation.Model;
using Hotmail.Pacing.Simulation.Reports;
using Hotmail.Pacing.Simulation.Scenarios;
using Hotmail.Pacing.Simulation.Strategies;

namespace Hotmail.Pacing.Simulation;

/// <summary>Runs strategies on a scenario.</summary>
internal static class Runner
{
    /// <summary>Runs strategies, one after the other; the oracle always runs, for the others are measured against it.</summary>
    public static IReadOnlyList<RunResult> Run(Scenario scenario, IReadOnlyList<string> strategies)
    {
        var (oracle, oracleTime) = Run(scenario, OracleStrategy.TheName);
        var results = new List<RunResult>();
        foreach (var name in strategies)
        {
            var (world, elapsed) = name == OracleStrategy.TheName ? (oracle, oracleTime) : Run(scenario, name);
            results.Add(RunResult.From(name, world, oracle.Statistics, elapsed));
        }

        return results;
    }

    /// <summary>Measures processor time: a run is one thread, and on a busy machine the clock would measure the others.</summary>
    private static (World World, TimeSpan Elapsed) Run(Scenario scenario, string name)
    {
        var started = Environment.CpuUsage.TotalTime;
        var world = new World(scenario, StrategyCatalog.Make(name)!);
        world.Run();
        return (world, Environment.CpuUsage.TotalTime - started);
    }
}
