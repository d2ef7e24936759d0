namespace Hotmail.Pacing.Simulation.Scenarios;

/// <summary>One modelled receiver and one sender's traffic, as a scenario file describes them. Immutable and checked.</summary>
internal sealed record Scenario
{
    public required string Name { get; init; }

    public string About { get; init; } = "";

    public required int Seed { get; init; }

    public required TimeSpan Duration { get; init; }

    public required TrafficScenario Traffic { get; init; }

    public required int Sources { get; init; }

    public required int Senders { get; init; }

    public required LatencyScenario Latency { get; init; }

    public required ReceiverScenario Receiver { get; init; }
}
