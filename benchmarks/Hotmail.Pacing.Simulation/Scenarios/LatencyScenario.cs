namespace Hotmail.Pacing.Simulation.Scenarios;

/// <summary>How long things take: log-normal, by median and 99th percentile, in milliseconds.</summary>
internal sealed record LatencyScenario
{
    public required (double Median, double P99) Connect { get; init; }

    public required (double Median, double P99) Message { get; init; }
}
