using Hotmail.Pacing.Simulation.Strategies;

namespace Hotmail.Pacing.Simulation;

/// <summary>What the user asked for.</summary>
internal sealed record CommandLine(string Scenario, IReadOnlyList<string> Strategies, string? Out)
{
    public static string Usage { get; } = $"""
        Usage: Hotmail.Pacing.Simulation --scenario FILE|FOLDER [--strategy NAME,...] [--out DIR]
          --scenario   a scenario file, or a folder of them
          --strategy   only these; there are {string.Join(", ", StrategyCatalog.Names)}
          --out        also write results.json there
        """;

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ArgumentException">They are wrong; the message says how.</exception>
    public static CommandLine Read(string[] args)
    {
        string? scenario = null, strategies = null, folder = null;
        for (var index = 0; index < args.Length; index += 2)
        {
            var value = index + 1 < args.Length ? args[index + 1] : throw new ArgumentException($"{args[index]} needs a value.");
            switch (args[index])
            {
                case "--scenario" when scenario is null:
                    scenario = value;
                    break;
                case "--strategy" when strategies is null:
                    strategies = value;
                    break;
                case "--out" when folder is null:
                    folder = value;
                    break;
                default:
                    throw new ArgumentException($"{args[index]} is not an option that there is, or is there twice.");
            }
        }

        IReadOnlyList<string> names = strategies is null ? StrategyCatalog.Names : strategies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var name in names)
        {
            if (!StrategyCatalog.Names.Contains(name))
            {
                throw new ArgumentException($"There is no strategy {name}; there are {string.Join(", ", StrategyCatalog.Names)}.");
            }
        }

        return new CommandLine(scenario ?? throw new ArgumentException("--scenario is missing."), names, folder);
    }
}
