using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>
/// The queue of the strategies that have none of their own: whatever has been due longest goes first. Fresh mail is a stream that costs nothing to keep; only what was
/// deferred is kept message by message.
/// </summary>
/// <param name="world">The world.</param>
/// <param name="path">The path.</param>
/// <param name="domain">The only domain; <see langword="null"/> for all of them.</param>
/// <param name="lifetime">How long a message may wait, in ticks.</param>
internal sealed class MailQueue(World world, int path, int? domain, long lifetime) : IMailSource
{
    private readonly MailStream _fresh = new(world, path, domain, engagement: null);
    private readonly PriorityQueue<Mail, long> _deferred = new();
    private readonly Queue<(Mail Mail, long DueAt)> _ready = new();

    /// <summary>How many messages are ready.</summary>
    public long ReadyCount(long now)
    {
        BringUp(now);
        return _fresh.Waiting(now) + _ready.Count;
    }

    public bool TryTake(long now, out Mail mail)
    {
        BringUp(now);
        world.Statistics.Expired += _fresh.Expire(now - lifetime);
        var fresh = _fresh.Peek(now);
        while (_ready.TryPeek(out var first) && !(fresh < first.DueAt))
        {
            _ready.Dequeue();
            if (first.Mail.AcceptedAt + lifetime >= now)
            {
                mail = first.Mail;
                return true;
            }

            world.Statistics.Expired++;
        }

        if (fresh is null)
        {
            mail = default;
            return false;
        }

        mail = _fresh.Take();
        return true;
    }

    public void Defer(in Mail mail, long dueAt)
    {
        if (mail.AcceptedAt + lifetime < dueAt)
        {
            world.Statistics.Expired++;
        }
        else if (dueAt <= world.Now)
        {
            _ready.Enqueue((mail, dueAt));
        }
        else
        {
            _deferred.Enqueue(mail, dueAt);
        }
    }

    /// <summary>Defers every message that is ready, untried.</summary>
    /// <param name="now">The time.</param>
    /// <param name="dueAt">Until when, for each of them; it may count an attempt.</param>
    public void DeferAll(long now, DueTime dueAt)
    {
        while (TryTake(now, out var mail))
        {
            var due = dueAt(ref mail);
            Defer(mail, Math.Max(due, now + 1));
        }
    }

    public long NextDue(long now)
    {
        var next = _fresh.Peek(now) ?? long.MaxValue;
        if (_ready.TryPeek(out var first))
        {
            next = Math.Min(next, first.DueAt);
        }

        return _deferred.TryPeek(out _, out var due) ? Math.Min(next, due) : next;
    }

    public void End(long now)
    {
        world.Statistics.Expired += _fresh.Expire(now - lifetime) + _ready.Count(entry => entry.Mail.AcceptedAt + lifetime < now);
    }

    private void BringUp(long now)
    {
        while (_deferred.TryPeek(out var mail, out var due) && due <= now)
        {
            _deferred.Dequeue();
            _ready.Enqueue((mail, due));
        }
    }

    /// <summary>When a message is due again.</summary>
    public delegate long DueTime(ref Mail mail);
}
