namespace Hotmail.Pacing.Telemetry;

/// <summary>The pacer at one moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="Paths">Every path that has mail, connections or a memory of a throttle.</param>
/// <param name="Report">The attempts of the last hour, by group, source, campaign and retry age.</param>
/// <param name="Advice">What the adviser reads from that report: the situations that hold, and what to do first.</param>
public sealed record PacerSnapshot(DateTimeOffset At, IReadOnlyList<PathSnapshot> Paths, DeliveryReport Report, IReadOnlyList<Advice> Advice);
