using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>
/// The queue of the strategies that have none of their own: whatever has been due longest goes first. Fresh mail is a stream that costs nothing to keep; only what was
/// deferred is kept message by message.
/// </summary>
/// <param name="world">The world.</param>
/// <param name="path">The path.</param>
/// <param name="lifetime">How long a message may wait, in ticks.</param>
internal sealed class MailQueue(World world, int path, long lifetime) : IMailSource
{
    private readonly MailStream _fresh = new(world, path, domain: null, engagement: null);
    private readonly DeferredLanes _deferred = new();
    private readonly Queue<(Mail Mail, long DueAt)> _ready = new();

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
            _deferred.Add(mail, dueAt);
        }
    }

    public long NextDue(long now)
    {
        var next = _fresh.Peek(now) ?? long.MaxValue;
        if (_ready.TryPeek(out var first))
        {
            next = Math.Min(next, first.DueAt);
        }

        return Math.Min(next, _deferred.NextAt);
    }

    public void End(long now)
    {
        world.Statistics.Expired += _fresh.Expire(now - lifetime) + _ready.Count(entry => entry.Mail.AcceptedAt + lifetime < now);
    }

    private void BringUp(long now)
    {
        while (_deferred.NextAt is var due && due <= now)
        {
            _ready.Enqueue((_deferred.Take(), due));
        }
    }
}
