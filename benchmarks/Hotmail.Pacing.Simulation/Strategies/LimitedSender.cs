using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>A sender that opens connections at once, up to a limit, while there is mail; a connection takes one message after another.</summary>
/// <param name="world">The world.</param>
/// <param name="path">The path.</param>
/// <param name="queue">Its mail; the path's whole mail, first due first, when none is given.</param>
internal abstract class LimitedSender(World world, int path, IMailSource? queue = null) : PathSender(world, path)
{
    protected IMailSource Queue { get; } = queue ?? new MailQueue(world, path, world.Scenario.Traffic.QueueMaxAge.Ticks);

    /// <summary>The connections open, those that are being opened included.</summary>
    protected int Open { get; private set; }

    protected abstract int Limit { get; }

    protected abstract int MessagesPerConnection { get; }

    public override void OnArrival() => OpenMore();

    public override void OnAlarm() => OpenMore();

    public override void OnOpened(Connection connection) => World.Send(connection);

    public override void OnRefused(Connection connection)
    {
        Open--;
        Refused(ref connection.Mail);
        OpenMore();
    }

    public override void OnTried(Connection connection, Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Greylisted or Outcome.MailboxFull:
                Retry(ref connection.Mail, outcome);
                break;
            case Outcome.BadMailbox:
                World.Statistics.Failed++;
                break;
            case Outcome.TooManyMessages:
                Queue.Defer(connection.Mail, Now);
                Open--;
                OpenMore();
                return;
        }

        if (Open <= Limit && connection.Messages < MessagesPerConnection)
        {
            if (Queue.TryTake(Now, out connection.Mail))
            {
                World.Send(connection);
                return;
            }

            if (Idle(connection))
            {
                OpenMore();
                return;
            }
        }

        CloseOne(connection);
        OpenMore();
    }

    public override void OnEnd() => Queue.End(Now);

    /// <summary>A message is deferred, by its own reply.</summary>
    protected abstract void Retry(ref Mail mail, Outcome outcome);

    /// <summary>A message's connection was refused.</summary>
    protected abstract void Refused(ref Mail mail);

    /// <summary>There is no mail for a connection.</summary>
    /// <returns>Whether it is kept.</returns>
    protected virtual bool Idle(Connection connection) => false;

    /// <summary>Whether another connection may be opened now, and if not, when.</summary>
    protected virtual long OpensAt => Now;

    /// <summary>When to look again whatever happens.</summary>
    protected virtual long LooksAgainAt => long.MaxValue;

    /// <summary>Closes a connection.</summary>
    protected void CloseOne(Connection connection)
    {
        Open--;
        World.Close(connection);
    }

    /// <summary>Opens as many as the limit and the mail allow, and sets the alarm for when there is more.</summary>
    protected virtual void OpenMore()
    {
        var alarm = LooksAgainAt;
        while (Open < Limit)
        {
            if (OpensAt is var opens && opens > Now)
            {
                alarm = Math.Min(alarm, opens);
                break;
            }

            if (!Queue.TryTake(Now, out var mail))
            {
                alarm = Math.Min(alarm, Queue.NextDue(Now));
                break;
            }

            Open++;
            Begin().Mail = mail;
        }

        World.SetAlarm(this, alarm);
    }

    /// <summary>Begins a connection.</summary>
    protected virtual Connection Begin() => World.Open(this);
}
