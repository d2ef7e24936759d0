using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Dispatch;

/// <content>How a path comes to its end: by a stop, for want of work, or because its source is gone.</content>
internal sealed partial class PathPump
{
    /// <summary>The source of this path is configured no more: its mail goes by the first one that is, as it comes due.</summary>
    private async ValueTask MoveToFirstSourceAsync()
    {
        var target = Path with { Source = _context.Configuration.Sources[0].Name };
        var request = new TakeRequest(Path, _context.Time.GetUtcNow());
        while (await _context.Queue.TakeAsync(request, CancellationToken.None).ConfigureAwait(false) is { } delivery)
        {
            await MoveAsync(delivery, target, route: null).ConfigureAwait(false);
        }
    }

    /// <summary>A path without mail and connections ends after a while: there may be as many as there are domains. What it learned is in the spool.</summary>
    private async ValueTask<TimeSpan?> RetireOrWaitAsync(DateTimeOffset now)
    {
        lock (_sync)
        {
            if (_connections.Count > 0)
            {
                _idleSince = null;
                return null;
            }
        }

        _idleSince ??= now;
        if (now - _idleSince < RetireAfter)
        {
            return _idleSince + RetireAfter - now;
        }

        await SaveAsync().ConfigureAwait(false);
        await _context.Gate.SetCeilingAsync(Path, 0, _context.Stopping).ConfigureAwait(false);
        lock (_sync)
        {
            _retired = true;
        }

        return null;
    }

    private bool IsStopping()
    {
        lock (_sync)
        {
            return _stopping;
        }
    }

    private bool IsOver()
    {
        lock (_sync)
        {
            return _retired || (_stopping && _connections.Count == 0);
        }
    }
}
