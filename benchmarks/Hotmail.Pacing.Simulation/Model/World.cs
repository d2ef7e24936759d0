using Hotmail.Pacing.Simulation.Scenarios;
using Hotmail.Pacing.Simulation.Strategies;

namespace Hotmail.Pacing.Simulation.Model;

/// <summary>
/// A run: virtual time in ticks since its start, the agenda, the connections, the receiver and the senders. Whatever chance decides comes from generators seeded by
/// the scenario, so a run gives the same result every time.
/// </summary>
internal sealed class World
{
    /// <summary>Of the time that opening a session takes, what passes until the receiver sees the connection; the banner is back after twice that.</summary>
    private const double ArrivalShare = 0.3;

    /// <summary>Of the time that a message takes, what passes until MAIL FROM is answered. A guess: one round trip of four or five, and the data.</summary>
    private const double MailShare = 0.1;

    private readonly Agenda _agenda = new();
    private readonly PathSender[] _senders;
    private readonly Receiver[] _receivers;
    private readonly List<Connection> _connections = [];
    private readonly Stack<Connection> _free = [];
    private readonly LogNormal _connect;
    private readonly LogNormal _message;
    private readonly Draws _connectDraws;
    private readonly Draws _messageDraws;
    private readonly int _messagesPerConnection;
    private readonly bool _atMail;
    private int _bucket = -1;

    public World(Scenario scenario, ISendingStrategy strategy)
    {
        Scenario = strategy.IsFaultless ? scenario with { Senders = 1 } : scenario;
        Traffic = new Traffic(Scenario);
        Pattern = new MailPattern(Scenario);
        _connect = new LogNormal(Scenario.Latency.Connect);
        _message = new LogNormal(Scenario.Latency.Message);
        (_connectDraws, _messageDraws) = (new Draws(Scenario.Seed, 1), new Draws(Scenario.Seed, 2));
        var receiver = Scenario.Receiver;
        _messagesPerConnection = receiver.MessagesPerConnection;
        _atMail = receiver.RefuseAt == RefuseAt.MailFrom;
        _receivers = [.. Enumerable.Range(0, Scenario.Sources).Select(_ => new Receiver(receiver, strategy.IsFaultless))];
        _senders = new PathSender[Scenario.Sources * Scenario.Senders];
        Statistics = new Statistics(Scenario.Duration);
        for (var path = 0; path < _senders.Length; path++)
        {
            _senders[path] = strategy.Create(this, path);
        }
    }

    public Scenario Scenario { get; }

    public Traffic Traffic { get; }

    public MailPattern Pattern { get; }

    public Statistics Statistics { get; }

    public IReadOnlyList<Receiver> Receivers => _receivers;

    public IReadOnlyList<PathSender> Senders => _senders;

    /// <summary>The time, in ticks since the start.</summary>
    public long Now { get; private set; }

    /// <summary>The events so far.</summary>
    public long Events { get; private set; }

    private int ClockAgent => _senders.Length;

    private int SamplerAgent => _senders.Length + 1;

    private int FirstConnectionAgent => _senders.Length + 2;

    /// <summary>Runs to the end of the scenario.</summary>
    public void Run()
    {
        var end = Scenario.Duration.Ticks;
        _agenda.Set(ClockAgent, 0);
        _agenda.Set(SamplerAgent, 0);
        while (!_agenda.IsEmpty && _agenda.NextAt < end)
        {
            var (agent, order) = (_agenda.NextAgent, _agenda.NextOrder);
            Now = _agenda.NextAt;
            Events++;
            if (agent >= FirstConnectionAgent)
            {
                Go(_connections[agent - FirstConnectionAgent]);
            }
            else if (agent == ClockAgent)
            {
                Arrive();
            }
            else if (agent == SamplerAgent)
            {
                Sample();
            }
            else
            {
                _agenda.ClearIf(agent, order);
                _senders[agent].OnAlarm();
            }

            _agenda.ClearIf(agent, order);
        }

        Now = end;
        foreach (var sender in _senders)
        {
            sender.OnEnd();
        }
    }

    /// <summary>Begins a connection. Set its message; it is to be sent when the session is open.</summary>
    public Connection Open(PathSender owner)
    {
        if (!_free.TryPop(out var connection))
        {
            connection = new Connection(FirstConnectionAgent + _connections.Count) { Owner = owner };
            _connections.Add(connection);
        }

        connection.Generation++;
        connection.Owner = owner;
        connection.Step = ConnectionStep.Arriving;
        connection.OpenedAt = Now;
        connection.Connecting = _connect.Draw(_connectDraws);
        connection.Messages = 0;
        (connection.Accepted, connection.Confirmed) = (false, false);
        if (_atMail)
        {
            connection.Step = ConnectionStep.Opening;
            Later(connection, connection.Connecting);
        }
        else
        {
            Later(connection, (long)(connection.Connecting * ArrivalShare));
        }

        return connection;
    }

    /// <summary>Sends the connection's message.</summary>
    public void Send(Connection connection)
    {
        connection.Sending = _message.Draw(_messageDraws);
        if (connection.Confirmed)
        {
            connection.Step = ConnectionStep.Sending;
            Later(connection, connection.Messages < _messagesPerConnection ? connection.Sending : (long)(connection.Sending * MailShare));
            return;
        }

        connection.Step = ConnectionStep.Confirming;
        if (_atMail && !(connection.Accepted = _receivers[connection.Owner.Source].Arrive(Now)))
        {
            connection.Step = ConnectionStep.Refusing;
        }

        Later(connection, (long)(connection.Sending * MailShare));
    }

    /// <summary>Leaves the connection alone until a time; then <see cref="PathSender.OnHeld"/>, unless something was done with it before.</summary>
    public void Hold(Connection connection, long until)
    {
        connection.Step = ConnectionStep.Holding;
        _agenda.Set(connection.Agent, Math.Max(until, Now));
    }

    /// <summary>Closes the connection. Its object is used again.</summary>
    public void Close(Connection connection)
    {
        if (connection.Step == ConnectionStep.Closed)
        {
            return;
        }

        if (connection.Accepted)
        {
            _receivers[connection.Owner.Source].Close();
        }

        connection.Step = ConnectionStep.Closed;
        connection.Tag = null;
        _agenda.Clear(connection.Agent);
        _free.Push(connection);
    }

    /// <summary>Sets a sender's alarm, in place of the one that it had; <see cref="long.MaxValue"/> for none.</summary>
    public void SetAlarm(PathSender sender, long at)
    {
        if (at >= Scenario.Duration.Ticks)
        {
            _agenda.Clear(sender.Path);
        }
        else
        {
            _agenda.Set(sender.Path, Math.Max(at, Now));
        }
    }

    private void Go(Connection connection)
    {
        switch (connection.Step)
        {
            case ConnectionStep.Sending:
                End(connection);
                break;
            case ConnectionStep.Arriving:
                connection.Accepted = _receivers[connection.Owner.Source].Arrive(Now);
                connection.Step = connection.Accepted ? ConnectionStep.Opening : ConnectionStep.Refusing;
                Later(connection, (long)(connection.Connecting * (connection.Accepted ? 1 - ArrivalShare : ArrivalShare)));
                break;
            case ConnectionStep.Refusing:
                Statistics.Refuse(Now);
                var refused = connection.Generation;
                connection.Owner.OnRefused(connection);
                CloseIf(connection, refused);
                break;
            case ConnectionStep.Opening:
                connection.Owner.OnOpened(connection);
                break;
            case ConnectionStep.Confirming:
                connection.Step = ConnectionStep.Sending;
                connection.Confirmed = true;
                Later(connection, (long)(connection.Sending * (1 - MailShare)));
                connection.Owner.OnConfirmed(connection);
                break;
            case ConnectionStep.Holding:
                connection.Owner.OnHeld(connection);
                break;
        }
    }

    private void End(Connection connection)
    {
        Outcome outcome;
        if (connection.Messages++ >= _messagesPerConnection)
        {
            outcome = Outcome.TooManyMessages;
        }
        else if (connection.Mail.Kind == MailKind.Ordinary)
        {
            outcome = Outcome.Delivered;
            _receivers[connection.Owner.Source].Deliver(Now);
            Statistics.Deliver(Now, connection.Mail);
        }
        else
        {
            outcome = connection.Mail.Kind switch
            {
                MailKind.Greylisted => Outcome.Greylisted,
                MailKind.MailboxFull => Outcome.MailboxFull,
                _ => Outcome.BadMailbox,
            };
            connection.Mail.Kind = connection.Mail.Kind == MailKind.Greylisted ? MailKind.Ordinary : connection.Mail.Kind;
        }

        var tried = connection.Generation;
        connection.Owner.OnTried(connection, outcome);
        if (outcome == Outcome.TooManyMessages)
        {
            CloseIf(connection, tried);
        }
    }

    private void Arrive()
    {
        if (++_bucket < Traffic.Buckets - 1)
        {
            _agenda.Set(ClockAgent, (_bucket + 1) * Traffic.BucketLength);
        }

        foreach (var sender in _senders)
        {
            sender.OnArrival();
        }
    }

    private void Sample()
    {
        _agenda.Set(SamplerAgent, Now + TimeSpan.TicksPerMinute);
        Statistics.Sample(Now, _receivers, _senders);
    }

    /// <summary>Closes the connection, unless its owner has done so and it is another one by now.</summary>
    private void CloseIf(Connection connection, int generation)
    {
        if (connection.Generation == generation)
        {
            Close(connection);
        }
    }

    private void Later(Connection connection, long after) => _agenda.Set(connection.Agent, Now + after);
}
