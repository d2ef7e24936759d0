namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>The strategies by name, in the order of the table.</summary>
internal static class StrategyCatalog
{
    private static readonly (string Name, Func<ISendingStrategy> Make)[] _all =
    [
        (OracleStrategy.TheName, () => new OracleStrategy()),
        ("pacer", () => new PacerStrategy()),
        ("unlimited", () => new UnlimitedStrategy()),
        ("fixed-25", () => new FixedStrategy(25)),
        ("fixed-50", () => new FixedStrategy(50)),
        ("postfix", () => new PostfixStrategy("postfix", 20)),
        ("postfix-2", () => new PostfixStrategy("postfix-2", 2)),
        ("kumomta", KumoStrategy.Stock),
        ("kumomta-raised", KumoStrategy.Raised),
        ("kumomta-halving", KumoStrategy.Halving),
        ("aimd", () => new AimdStrategy("aimd", 20, 20)),
        ("aimd-min1", () => new AimdStrategy("aimd-min1", 10, 1)),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. _all.Select(entry => entry.Name)];

    /// <summary>A new instance for a run; <see langword="null"/> when there is none of that name.</summary>
    public static ISendingStrategy? Make(string name) => Array.Find(_all, entry => entry.Name == name).Make?.Invoke();
}
