namespace Hotmail.Pacing.Control;

/// <summary>One change that a path controller made.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What changed.</param>
/// <param name="FromCeiling">The ceiling before.</param>
/// <param name="ToCeiling">The ceiling now.</param>
/// <param name="FromPhase">The phase before.</param>
/// <param name="ToPhase">The phase now.</param>
/// <param name="PausedUntil">Until when the path is paused, if it is; <see cref="DateTimeOffset.MaxValue"/> until somebody resumes it.</param>
/// <param name="NeedsAttention">Whether a person has to act, as after a reputation block.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record ControlEvent(
    DateTimeOffset At, ControlEventKind Kind, int FromCeiling, int ToCeiling, PacingPhase FromPhase, PacingPhase ToPhase,
    DateTimeOffset? PausedUntil, bool NeedsAttention, string Reason);
