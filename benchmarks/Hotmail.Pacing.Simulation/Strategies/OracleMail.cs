using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>The oracle's queue: the pacer's, in the product's order, so that both spend as many attempts on retries, and only what they know of the cap differs.</summary>
internal sealed class OracleMail(World world, int path) : IMailSource
{
    private readonly PacerMail _mail = new(world, path);
    private int _bucket = -1;

    public bool TryTake(long now, out Mail mail)
    {
        Arrive(now);
        if (_mail.Take(now, null, holdDormant: false) is { } entry)
        {
            mail = entry.Mail;
            _mail.Settle(entry);
            return true;
        }

        mail = default;
        return false;
    }

    public void Defer(in Mail mail, long dueAt)
    {
        if (mail.AcceptedAt + world.Scenario.Traffic.QueueMaxAge.Ticks < dueAt)
        {
            world.Statistics.Expired++;
        }
        else
        {
            _mail.PutBack(mail, dueAt);
        }
    }

    public long NextDue(long now)
    {
        Arrive(now);
        return _mail.NextDue(now, holdDormant: false) ?? long.MaxValue;
    }

    public void End(long now) => _mail.End(now);

    private void Arrive(long now)
    {
        if (world.Traffic.BucketAt(now) is var bucket && bucket > _bucket)
        {
            _bucket = bucket;
            _mail.Arrive(now);
        }
    }
}
