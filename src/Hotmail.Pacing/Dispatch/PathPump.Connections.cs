using Hotmail.Pacing.Control;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.Dispatch;

/// <content>What the path's connections tell it and ask of it.</content>
internal sealed partial class PathPump
{
    /// <summary>
    /// A connection is about to be opened: counts, whether or not it comes to a session. The ceiling may have fallen, and the path have been paused or
    /// stopped, since the lease was taken; then it may not.
    /// </summary>
    /// <param name="openedAt">When it begins.</param>
    public bool TryBeginOpening(out DateTimeOffset openedAt)
    {
        openedAt = _context.Time.GetUtcNow();
        lock (_sync)
        {
            if (_stopping || _controller.Phase == PacingPhase.Paused || _connections.Count > _controller.Ceiling)
            {
                return false;
            }

            _controller.RecordOpening(openedAt, _connections.Count);
            return true;
        }
    }

    /// <summary>A connection's first MAIL FROM was accepted: the receiver has room for it.</summary>
    public void NoteConfirmed(DateTimeOffset openedAt)
    {
        lock (_sync)
        {
            _unconfirmed--;
            _controller.RecordConfirmed(_context.Time.GetUtcNow(), openedAt, _connections.Count, _closing);
            NoteChanges();
        }

        _wake.Set();
    }

    /// <summary>A connection was refused, or could not be made.</summary>
    /// <returns>Whether it is an event of the path alone, which uses up no attempt of the message that was waiting for it.</returns>
    public bool NoteRefusal(DateTimeOffset openedAt, Refusal refusal)
    {
        bool isPathEvent;
        lock (_sync)
        {
            isPathEvent = Refusals.IsPathEvent(refusal, _controller.Ceiling > Group.Profile.Control.FloorConnections);
            _controller.RecordRefusal(_context.Time.GetUtcNow(), openedAt, _connections.Count, refusal);
            NoteChanges();
        }

        _wake.Set();
        return isPathEvent;
    }

    /// <summary>An attempt on an open connection ended.</summary>
    public void NoteReply(DateTimeOffset openedAt, in Classification meaning, int messagesOnConnection)
    {
        lock (_sync)
        {
            var before = _controller.Revision;
            _controller.RecordReply(_context.Time.GetUtcNow(), openedAt, _connections.Count, meaning, messagesOnConnection);
            if (_controller.Revision == before)
            {
                return;
            }

            NoteChanges();
        }

        _wake.Set();
    }

    /// <summary>A connection carries nothing more, and is about to say goodbye.</summary>
    public void NoteClosing()
    {
        lock (_sync)
        {
            _closing++;
        }
    }

    /// <summary>A connection has closed and its lease is given back.</summary>
    public void NoteClosed(PathConnection connection, bool wasConfirmed)
    {
        lock (_sync)
        {
            _connections.Remove(connection);
            _idle.Remove(connection);
            _closing--;
            if (!wasConfirmed)
            {
                _unconfirmed--;
            }

            _controller.RecordClosed(_context.Time.GetUtcNow(), _connections.Count);
            NoteChanges();
        }

        _wake.Set();
    }

    /// <summary>The next delivery for an open connection, if it may carry one.</summary>
    public async ValueTask<Delivery?> TakeNextAsync(PathConnection connection)
    {
        TakeRequest request;
        lock (_sync)
        {
            if (_stopping || _controller.Phase == PacingPhase.Paused || connection.Messages >= _controller.MessagesPerConnection)
            {
                return null;
            }

            request = new TakeRequest(Path, _context.Time.GetUtcNow(), connection.Route, _controller.HoldDormant);
        }

        return await _context.Queue.TakeAsync(request, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Whether a transaction may begin: the path may have been paused, or be stopping, since the delivery was taken.</summary>
    public bool MaySend()
    {
        lock (_sync)
        {
            return !_stopping && _controller.Phase != PacingPhase.Paused;
        }
    }

    /// <summary>When the next message may be sent; the past or present when the path has no message rate to keep.</summary>
    public bool TryReserveMessage(DateTimeOffset now, out DateTimeOffset notBefore)
    {
        lock (_sync)
        {
            return _controller.TryReserveMessage(now, out notBefore);
        }
    }

    /// <summary>The connections open, the ceiling and why it is restricted, for an attempt's record.</summary>
    public (int Open, int Ceiling, string? Restriction, DateTimeOffset? PausedUntil) Count()
    {
        lock (_sync)
        {
            return (_connections.Count, _controller.Ceiling, _controller.Restriction?.Reason, _controller.Phase == PacingPhase.Paused ? _controller.PausedUntil : null);
        }
    }

    /// <summary>Gives a delivery back as it was, or to be tried later.</summary>
    public ValueTask PutBackAsync(Delivery delivery, DateTimeOffset? dueAt = null) =>
        UpdateAsync(delivery, new DeliveryUpdate { Remaining = delivery.Recipients, DueAt = dueAt ?? delivery.DueAt, Reply = delivery.LastReply });

    /// <summary>Gives a delivery to another path.</summary>
    public ValueTask MoveAsync(Delivery delivery, EgressPath path, string? route)
    {
        _context.Verdicts.Move(delivery.MessageId, delivery.Recipients, path);
        return UpdateAsync(delivery, new DeliveryUpdate { Remaining = delivery.Recipients, DueAt = delivery.DueAt, Reply = delivery.LastReply, NewPath = path, NewRoute = route });
    }

    /// <summary>
    /// Tells the queue what became of a delivery. A queue that fails is asked again until it takes it: what was delivered must not be sent again because a
    /// disk was full for a minute. Only the end of the stop time ends the asking; the spool then still has the delivery.
    /// </summary>
    public async ValueTask UpdateAsync(Delivery delivery, DeliveryUpdate update)
    {
        while (true)
        {
            try
            {
                await _context.Queue.UpdateAsync(delivery, update, CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (Exception exception) when (exception is not (InvalidOperationException or OutOfMemoryException) && !_context.Aborted.IsCancellationRequested)
            {
                Failed(exception);
                await Task.Delay(ErrorPause, _context.Time, _context.Aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Something failed that must not: a part of the host's, the queue, or a bug of ours. The work goes on.</summary>
    public void Failed(Exception exception) =>
        Log.PumpFailed(_context.Telemetry.Logger, Path.Source, Path.Group, _context.Telemetry.Text.Error(exception));

    /// <summary>Passes the controller's last change on to the observers and to those who wait. Called under the lock, after anything that may have changed it.</summary>
    private void NoteChanges()
    {
        if (_controller.Revision == _notedRevision)
        {
            return;
        }

        _notedRevision = _controller.Revision;
        var change = _controller.LastEvent;
        var paused = _controller.Phase == PacingPhase.Paused;
        _context.Telemetry.Changed(new PathChange(
            change.At, Path, change.FromPhase, change.ToPhase, change.FromCeiling, change.ToCeiling, paused ? _controller.PausedUntil : null, change.NeedsAttention, change.Reason));
        if (paused)
        {
            var until = _controller.PausedUntil;
            _context.Verdicts.ReportAll(recipient => recipient.Path == Path ? Waiting(recipient.Address, Path, until, change.Reason) : null);
        }
        else if (_controller.HoldDormant)
        {
            _context.Verdicts.ReportAll(recipient => recipient.Path == Path ? Hindrance(recipient) : null);
        }
    }

    /// <summary>The verdict for somebody who waits for a recipient that the path does not send to at present.</summary>
    internal static RecipientResult Waiting(string address, EgressPath path, DateTimeOffset? until, string reason) =>
        new() { Address = address, Status = RecipientStatus.Deferred, Path = path, RetryAt = until, Reason = reason };
}
