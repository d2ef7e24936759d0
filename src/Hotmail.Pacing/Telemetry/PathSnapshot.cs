using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Telemetry;

/// <summary>A path at one moment.</summary>
public sealed record PathSnapshot
{
    /// <summary>The path.</summary>
    public required EgressPath Path { get; init; }

    /// <summary>Where it stands.</summary>
    public required PacingPhase Phase { get; init; }

    /// <summary>The connections it may have open.</summary>
    public required int Ceiling { get; init; }

    /// <summary>The connections it has open.</summary>
    public required int OpenConnections { get; init; }

    /// <summary>The messages one connection may carry.</summary>
    public required int MessagesPerConnection { get; init; }

    /// <summary>Until when it is paused, if it is.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Which rule set the ceiling, on what evidence, and what would raise it: one sentence.</summary>
    public required string Why { get; init; }

    /// <summary>Why the path is restricted (<see cref="PathRestriction.Reason"/>); <see langword="null"/> when it is not. <see cref="Why"/> says what that does.</summary>
    public string? Restriction { get; init; }

    /// <summary>The deliveries waiting, by engagement; those under way included.</summary>
    public required IReadOnlyDictionary<Engagement, int> Waiting { get; init; }

    /// <summary>The age of the oldest delivery waiting; <see langword="null"/> when none waits.</summary>
    public TimeSpan? OldestAge { get; init; }
}
