using Hotmail.Pacing.Gates;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>What the pacer knows of one of its connections.</summary>
internal sealed class PacerConnection
{
    public ConnectionLease Lease { get; set; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The message in hand; <see langword="null"/> while it is idle.</summary>
    public MailEntry? Entry { get; set; }

    public required string Route { get; init; }

    /// <summary>Whether it waits for the message rate, and not for mail.</summary>
    public bool WaitsForPace { get; set; }
}
