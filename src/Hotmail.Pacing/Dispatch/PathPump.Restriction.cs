using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Dispatch;

/// <content>What is laid on the path from outside. Only the loop asks for it.</content>
internal sealed partial class PathPump
{
    /// <summary>After an answer that threw, the host is asked again this much later.</summary>
    private static readonly TimeSpan AskAgainAfterError = TimeSpan.FromMinutes(1);

    private PathRestriction? _restriction;
    private DateTimeOffset? _restrictedUntil;
    private int _seenRestrictions = -1;

    /// <summary>The restriction in force: asked for when it may be another, and else as it was.</summary>
    private PathRestriction? AskForRestriction(DateTimeOffset now)
    {
        if (_context.Restrictions is not { } board)
        {
            return null;
        }

        var version = board.Version;
        if (version == _seenRestrictions && !(_restrictedUntil <= now))
        {
            return _restriction;
        }

        _seenRestrictions = version;
        try
        {
            _restriction = board.Find(Path, now);
            _restrictedUntil = _restriction?.Until is { } until && until <= now ? now + AskAgainAfterError : _restriction?.Until;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Failed(exception);
            _restrictedUntil = now + AskAgainAfterError;
        }

        return _restriction;
    }

    /// <summary>How long the loop may sleep before it has to ask for the restriction again.</summary>
    private TimeSpan? UntilAskedAgain(TimeSpan? wait) =>
        _restrictedUntil is { } until && !IsStopping() && until - _context.Time.GetUtcNow() is var left && !(wait < left) ? left : wait;
}
