namespace Hotmail.Pacing.Simulation.Scenarios;

/// <summary>What a sender has to send.</summary>
internal sealed record TrafficScenario
{
    public required long Messages { get; init; }

    /// <summary>Relative weights, one an hour, repeated; empty when everything is there at the start.</summary>
    public IReadOnlyList<double> PerHour { get; init; } = [];

    public required double Engaged { get; init; }

    public required double Dormant { get; init; }

    public required TimeSpan QueueMaxAge { get; init; }
}
