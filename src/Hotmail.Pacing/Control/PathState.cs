namespace Hotmail.Pacing.Control;

/// <summary>What a path's controller has learned and a restart must not forget. Plain data, so that any queue can store it.</summary>
public sealed record PathState
{
    /// <summary>When it was saved.</summary>
    public DateTimeOffset SavedAt { get; init; }

    /// <summary>The ceiling.</summary>
    public int Ceiling { get; init; }

    /// <summary>The last ceiling that held for a full hold while it was used.</summary>
    public int LastStableCeiling { get; init; }

    /// <summary>The lowest ceiling that failed and is still remembered; 0 when there is none.</summary>
    public int FailedCeiling { get; init; }

    /// <summary>When that ceiling failed.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>The hold in force before the next raise.</summary>
    public TimeSpan Hold { get; init; }

    /// <summary>Until when nothing is sent, if the path is paused.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Why it is paused; <see langword="null"/> when it is not.</summary>
    public string? PauseReason { get; init; }

    /// <summary>How many pauses followed on each other.</summary>
    public int PauseRecurrence { get; init; }

    /// <summary>When the last pause ended or will end.</summary>
    public DateTimeOffset? LastPauseEnd { get; init; }

    /// <summary>The learned cap on messages per connection; 0 when none was learned.</summary>
    public int MessagesPerConnection { get; init; }

    /// <summary>The learned least interval between openings; zero when there is no evidence for one.</summary>
    public TimeSpan OpeningInterval { get; init; }

    /// <summary>The learned least interval between messages; zero when there is none.</summary>
    public TimeSpan MessageInterval { get; init; }

    /// <summary>The ceiling that a person set, if one did.</summary>
    public int? ManualCeiling { get; init; }

    /// <summary>What had been usual before the last run of refusals: a slow start goes up to half of it.</summary>
    public int UsualCeiling { get; init; }

    /// <summary>The step that doubles after a failed ceiling was passed; 0 while the configured steps are followed.</summary>
    public int Step { get; init; }

    /// <summary>How often the cap was found to have fallen, with nothing gained in between.</summary>
    public int Falls { get; init; }

    /// <summary>Where a slow start ends; 0 when there is none.</summary>
    public int SlowStartTo { get; init; }

    /// <summary>The hold of a new source.</summary>
    public TimeSpan NewSourceHold { get; init; }

    /// <summary>Before this the ceiling is not raised, where a cut holds for a send cycle.</summary>
    public DateTimeOffset? NoRaiseBefore { get; init; }

    /// <summary>Before this no connection is opened, after a refusal.</summary>
    public DateTimeOffset? NoOpeningBefore { get; init; }

    /// <summary>How many refusals came without an accepted connection between them.</summary>
    public int RefusalRun { get; init; }

    /// <summary>Until when at most mail to dormant recipients is held back; <see langword="null"/> when it is not.</summary>
    public DateTimeOffset? DormantHeldUntil { get; init; }

    /// <summary>When the cap on messages per connection was learned.</summary>
    public DateTimeOffset? MessageCapAt { get; init; }

    /// <summary>Whether the path recovers slowly after the pause.</summary>
    public bool RecoversSlowly { get; init; }

    /// <summary>Whether a person has to act before the pause is of use.</summary>
    public bool PauseNeedsAttention { get; init; }
}
