using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Sqlite.Commands;

/// <summary>
/// Pauses and resumes a path that nobody runs, by what is saved of it. Only the pause is changed: what follows from its end, such as a slow start, the controller of the host decides when it
/// reads this, by its own settings.
/// </summary>
internal static class PausedPath
{
    /// <summary>What <see cref="PathController.Pause"/> would leave. A path of which nothing was saved still starts where its profile says.</summary>
    public static PathState Pause(PathState? saved, DateTimeOffset now, DateTimeOffset? until, string? by) => (saved ?? new PathState()) with
    {
        SavedAt = now,
        PausedUntil = until ?? DateTimeOffset.MaxValue,
        PauseReason = $"Paused by {(string.IsNullOrWhiteSpace(by) ? "a person" : by)}.",
        PauseNeedsAttention = false,
    };

    /// <summary>A pause that ends now, as one that ran out does; <see langword="null"/> when there is none.</summary>
    public static PathState? Resume(PathState? saved, DateTimeOffset now) => saved?.PausedUntil > now ? saved with { SavedAt = now, PausedUntil = now } : null;
}
