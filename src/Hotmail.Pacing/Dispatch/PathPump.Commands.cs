using Hotmail.Pacing.Control;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.Dispatch;

/// <content>What a person tells the path, and what it tells of itself.</content>
internal sealed partial class PathPump
{
    /// <summary>Carries out a person's command.</summary>
    /// <returns><see langword="false"/> when this pump has retired, and the path needs a new one.</returns>
    public async ValueTask<bool> CommandAsync(Action<PathController, DateTimeOffset> command, CancellationToken cancellationToken)
    {
        await Opened.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_sync)
        {
            if (_retired)
            {
                return false;
            }

            command(_controller, _context.Time.GetUtcNow());
            NoteChanges();
        }

        // A command survives a restart: it is in the spool before the caller hears of it.
        await SaveAsync().ConfigureAwait(false);
        _wake.Set();
        return true;
    }

    /// <summary>Why a recipient would not be sent to at present, for somebody about to wait for it; <see langword="null"/> when it would.</summary>
    public RecipientResult? NotNow(PlannedRecipient recipient)
    {
        if (!Opened.IsCompleted)
        {
            return null;
        }

        lock (_sync)
        {
            return Hindrance(recipient);
        }
    }

    /// <summary>Answers those who wait for a recipient that was moved here, if it would not be sent to at present. Called under the lock.</summary>
    private void AnswerMoved()
    {
        var moves = _context.Verdicts.Moves;
        if (moves != _seenMoves)
        {
            _seenMoves = moves;
            _context.Verdicts.ReportAll(recipient => recipient.Path == Path ? Hindrance(recipient) : null);
        }
    }

    private RecipientResult? Hindrance(PlannedRecipient recipient)
    {
        if (_controller.Phase == PacingPhase.Paused)
        {
            return Waiting(recipient.Address, Path, _controller.PausedUntil, _controller.Explain(_context.Time.GetUtcNow()));
        }

        return _controller.HoldDormant && recipient.Engagement == Engagement.Dormant
            ? Waiting(recipient.Address, Path, null, _controller.Restriction is { HoldDormant: true } restriction
                ? $"dormant recipients wait while {restriction.Reason}"
                : "the path is recovering from a throttle: dormant recipients wait")
            : null;
    }

    /// <summary>The path's numbers for the gauges; <see langword="null"/> before its controller is made.</summary>
    public PathGauge? Gauge()
    {
        if (!Opened.IsCompleted)
        {
            return null;
        }

        lock (_sync)
        {
            return new PathGauge(Path, _controller.Phase, _controller.Ceiling, _connections.Count, _controller.PausedUntil);
        }
    }

    /// <summary>The path at this moment; <see langword="null"/> before its controller is made.</summary>
    public PathSnapshot? Snapshot(IEnumerable<QueueDepth> depths, DateTimeOffset now)
    {
        if (!Opened.IsCompleted)
        {
            return null;
        }

        var waiting = new Dictionary<Engagement, int>();
        DateTimeOffset? oldest = null;
        foreach (var depth in depths)
        {
            waiting[depth.Engagement] = depth.Waiting;
            oldest = oldest is null || depth.OldestAcceptedAt < oldest ? depth.OldestAcceptedAt : oldest;
        }

        lock (_sync)
        {
            return new PathSnapshot
            {
                Path = Path,
                Phase = _controller.Phase,
                Ceiling = _controller.Ceiling,
                OpenConnections = _connections.Count,
                MessagesPerConnection = _controller.MessagesPerConnection,
                PausedUntil = _controller.PausedUntil,
                Why = _controller.Explain(now),
                Restriction = _controller.Restriction?.Reason,
                Waiting = waiting,
                OldestAge = now - oldest,
            };
        }
    }
}
