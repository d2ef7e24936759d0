using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Sqlite.Commands.Model;

/// <summary>A path at one moment.</summary>
internal sealed record PathStatus
{
    public required string Group { get; init; }

    public required string Source { get; init; }

    public required PacingPhase Phase { get; init; }

    /// <summary>The connections it may have open.</summary>
    public required int Ceiling { get; init; }

    /// <summary>The connections it has open.</summary>
    public required int Open { get; init; }

    /// <summary>When its pause ends; <see langword="null"/> when it is not paused, or until somebody resumes it.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Why it is as it is.</summary>
    public required string Why { get; init; }

    /// <summary>When the oldest delivery there was accepted.</summary>
    public DateTimeOffset? OldestAcceptedAt { get; init; }

    /// <summary>What waits there, for each engagement that has any.</summary>
    public IReadOnlyList<EngagementDepth> Depths { get; init; } = [];

    /// <summary>A pause's end as it is said here.</summary>
    public static DateTimeOffset? EndOf(DateTimeOffset? pausedUntil) => pausedUntil == DateTimeOffset.MaxValue ? null : pausedUntil;
}
