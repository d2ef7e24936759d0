using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Telemetry;

/// <summary>A path's phase, ceiling or pause changed.</summary>
/// <param name="At">When.</param>
/// <param name="Path">The path.</param>
/// <param name="FromPhase">The phase before.</param>
/// <param name="ToPhase">The phase now.</param>
/// <param name="FromCeiling">The ceiling before.</param>
/// <param name="ToCeiling">The ceiling now.</param>
/// <param name="PausedUntil">Until when the path is paused, if it is.</param>
/// <param name="NeedsAttention">Whether a person has to act, as after a reputation block.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record PathChange(
    DateTimeOffset At, EgressPath Path, PacingPhase FromPhase, PacingPhase ToPhase, int FromCeiling, int ToCeiling, DateTimeOffset? PausedUntil, bool NeedsAttention, string Reason);
