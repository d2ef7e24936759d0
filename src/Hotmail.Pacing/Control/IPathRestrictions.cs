namespace Hotmail.Pacing.Control;

/// <summary>
/// What a pacer asks which restrictions are laid on its paths: when a path begins, after <see cref="Changed"/>, and when a restriction's <see cref="PathRestriction.Until"/> has come.
/// An answer that throws is logged, leaves the path as it was, and is asked for again after a minute.
/// </summary>
public interface IPathRestrictions
{
    /// <summary>Some path's restriction may be another than before. The pacer asks soon after it; raising it for nothing does no harm. From any thread.</summary>
    event Action? Changed;

    /// <summary>What is laid on a path now. From any thread, and at once: it decides from what it knows.</summary>
    /// <param name="path">The path.</param>
    /// <param name="now">The time.</param>
    /// <returns><see langword="null"/> for none.</returns>
    PathRestriction? Find(EgressPath path, DateTimeOffset now);
}
