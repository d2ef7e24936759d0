using Hotmail.Pacing.Simulation.Strategies;

namespace Hotmail.Pacing.Simulation;

/// <summary>What the user asked for.</summary>
internal sealed record CommandLine(string Scenario, IReadOnlyList<string> Strategies, string? Out)
{
    public static string Usage { get; } = $"""
        Usage: Hotmail.Pacing.Simulation --scenario FILE|FOLDER [--strategy NAME,...] [--out DIR]
          --scenario   a scenario file, or a folder whose *.json files are scenarios
          --strategy   only these, in this order; there are
                       {string.Join(", ", StrategyCatalog.Names)}
          --out        also write results.json there, and a picture of every scenario, as SVG
          --help       this text

        The table: goodput (deliveries against the oracle's), share of the connections refused, refusals, connections,
        worst (the most refusals in a minute), blocks, messages delivered and expired, messages for each connection,
        age at delivery of engaged and dormant mail (median and 99th percentile), time until 80% of the oracle's rate is held,
        and millions of messages delivered, and of events, in a second of processor time.
        """;

    /// <summary>Whether the user asks for the usage.</summary>
    public static bool IsHelp(string[] args) => args is [.., "--help" or "-h" or "-?"];

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

        IReadOnlyList<string> names = strategies is null
            ? StrategyCatalog.Names
            : [.. strategies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        if (names.Count == 0)
        {
            throw new ArgumentException("--strategy names none.");
        }

        foreach (var name in names)
        {
            if (!StrategyCatalog.Names.Contains(name))
            {
                throw new ArgumentException($"There is no strategy {name}; there are {string.Join(", ", StrategyCatalog.Names)}.");
            }
        }

        if (scenario is null)
        {
            throw new ArgumentException("--scenario is missing.");
        }

        if (folder is not null && Directory.Exists(scenario) && IsSameFolder(scenario, folder))
        {
            throw new ArgumentException("--out is the folder of the scenarios: the next run would read results.json as one.");
        }

        return new CommandLine(scenario, names, folder);
    }

    private static bool IsSameFolder(string one, string other) => Normal(one) == Normal(other);

    private static string Normal(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
}
