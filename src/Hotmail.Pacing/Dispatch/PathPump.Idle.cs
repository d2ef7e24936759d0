using Hotmail.Pacing.Control;
using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Dispatch;

/// <content>The connections that are open and have no work.</content>
internal sealed partial class PathPump
{
    /// <summary>Puts a connection without work among the idle ones.</summary>
    /// <returns><see langword="false"/> when it should close instead.</returns>
    public bool TryIdle(PathConnection connection)
    {
        lock (_sync)
        {
            if (_stopping || _controller.Phase == PacingPhase.Paused || connection.Messages >= _controller.MessagesPerConnection)
            {
                return false;
            }

            _idle.Add(connection);
        }

        _wake.Set();
        return true;
    }

    /// <summary>Takes a connection whose idle time is over from among the idle ones.</summary>
    /// <returns><see langword="false"/> when it has just been given work.</returns>
    public bool EndIdle(PathConnection connection)
    {
        lock (_sync)
        {
            return _idle.Remove(connection);
        }
    }

    /// <summary>Gives every idle connection that has work of its own route a delivery.</summary>
    private async ValueTask ServeIdleAsync(DateTimeOffset now, bool holdDormant)
    {
        PathConnection[] idle;
        lock (_sync)
        {
            idle = [.. _idle];
        }

        for (var index = idle.Length - 1; index >= 0; index--)
        {
            var request = new TakeRequest(Path, now, idle[index].Route, holdDormant);
            if (await _context.Queue.TakeAsync(request, CancellationToken.None).ConfigureAwait(false) is not { } delivery)
            {
                continue;
            }

            bool assigned;
            lock (_sync)
            {
                assigned = _idle.Remove(idle[index]);
            }

            if (assigned)
            {
                idle[index].Assign(delivery);
            }
            else
            {
                await PutBackAsync(delivery).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Closes idle connections: all, or the one that has been idle longest, to make room for another route.</summary>
    private void CloseIdle(bool all)
    {
        List<PathConnection> closing;
        lock (_sync)
        {
            closing = all ? [.. _idle] : [.. _idle.Take(1)];
            _idle.RemoveRange(0, closing.Count);
        }

        closing.ForEach(static connection => connection.Assign(null));
    }

    /// <summary>Closes the idle connections that may carry nothing more: the ceiling or the message cap has fallen below them.</summary>
    private void CloseSpent()
    {
        PathConnection[] idle;
        int cap;
        lock (_sync)
        {
            if (_idle.Count == 0)
            {
                return;
            }

            (idle, cap) = ([.. _idle], _controller.MessagesPerConnection);
        }

        foreach (var connection in idle)
        {
            if ((connection.Messages >= cap || connection.ShouldClose) && EndIdle(connection))
            {
                connection.Assign(null);
            }
        }
    }
}
