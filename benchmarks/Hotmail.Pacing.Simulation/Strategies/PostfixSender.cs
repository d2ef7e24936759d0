using Hotmail.Pacing.Simulation.Model;
using Hotmail.Pacing.Simulation.Scenarios;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>One path's Postfix: its queue manager and its delivery agents. The parameters' origin is told at <see cref="PostfixStrategy"/>.</summary>
internal sealed class PostfixSender : PathSender
{
    private const int ActiveLimit = 20_000;
    private const int ProcessLimit = 100;
    private const long MinimalBackoff = 300 * TimeSpan.TicksPerSecond;
    private const long MaximalBackoff = 4000 * TimeSpan.TicksPerSecond;
    private const long QueueRunDelay = 300 * TimeSpan.TicksPerSecond;
    private const long MaximalLifetime = 5 * TimeSpan.TicksPerDay;

    private static readonly object _lastAddress = new();

    private readonly Destination[] _destinations;
    private readonly MailStream _incoming;
    private readonly Queue<Mail> _scanned = new();
    private readonly DeferredMail _deferred;
    private readonly long _lifetime;
    private readonly bool _refusedAtMail;
    private int _active;
    private int _processes;
    private int _turn;
    private bool _scannedNext;

    public PostfixSender(World world, int path, int limit)
        : base(world, path)
    {
        _destinations = [.. Domains.Names.Select(_ => new Destination { Window = new PostfixWindow(limit) })];
        _incoming = new MailStream(world, path, domain: null, engagement: null);
        _deferred = new DeferredMail(QueueRunDelay, world.Scenario.Duration.Ticks);
        _lifetime = Math.Min(MaximalLifetime, world.Scenario.Traffic.QueueMaxAge.Ticks);
        _refusedAtMail = world.Scenario.Receiver.RefuseAt == RefuseAt.MailFrom;
    }

    public override int? Ceiling => Math.Min(ProcessLimit, _destinations.Sum(destination => destination.Window.Size));

    public override void OnArrival() => Step();

    public override void OnAlarm() => Step();

    public override void OnOpened(Connection connection) => World.Send(connection);

    public override void OnRefused(Connection connection)
    {
        if (connection.Tag != _lastAddress)
        {
            var next = World.Open(this);
            (next.Mail, next.Tag) = (connection.Mail, _lastAddress);
            return;
        }

        Defer(connection.Mail);
        Ended(connection, withoutProblem: _refusedAtMail);
    }

    public override void OnTried(Connection connection, Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.BadMailbox:
                World.Statistics.Failed++;
                break;
            case not Outcome.Delivered:
                Defer(connection.Mail);
                break;
        }

        World.Close(connection);
        Ended(connection, withoutProblem: true);
    }

    public override void OnEnd()
    {
        World.Statistics.Expired += _incoming.Expire(Now - _lifetime) + _scanned.Count(IsExpired);
        foreach (var destination in _destinations)
        {
            World.Statistics.Expired += destination.Todo.Count(IsExpired);
        }
    }

    private void Ended(Connection connection, bool withoutProblem)
    {
        var destination = _destinations[connection.Mail.Domain];
        if (withoutProblem)
        {
            destination.Window.Succeed(destination.Busy);
        }
        else
        {
            destination.Window.Fail(Now);
            if (destination.Window.IsDead)
            {
                DeferTodo(destination);
            }
        }

        destination.Busy--;
        _active--;
        _processes--;
        Step();
    }

    private void Step()
    {
        var alarm = long.MaxValue;
        foreach (var destination in _destinations)
        {
            if (destination.Window.DeadUntil <= Now)
            {
                destination.Window.Revive(destination.Busy);
            }

            alarm = Math.Min(alarm, destination.Window.DeadUntil);
        }

        Admit();
        while (_processes < ProcessLimit && Deliver())
        {
            Admit();
        }

        World.SetAlarm(this, Math.Min(alarm, _deferred.NextAt));
    }

    /// <summary>Brings mail into the active queue: incoming and deferred in turn, and in the order of either.</summary>
    private void Admit()
    {
        _deferred.MoveDue(Now, _scanned);
        while (_active < ActiveLimit && TryNext(out var mail))
        {
            if (IsExpired(mail))
            {
                World.Statistics.Expired++;
                continue;
            }

            var destination = _destinations[mail.Domain];
            if (destination.Window.IsDead)
            {
                Defer(mail);
                continue;
            }

            destination.Todo.Enqueue(mail);
            _active++;
        }
    }

    private bool TryNext(out Mail mail)
    {
        _scannedNext = !_scannedNext;
        if (_scannedNext && _scanned.TryDequeue(out mail))
        {
            return true;
        }

        if (_incoming.Peek(Now) is null)
        {
            return _scanned.TryDequeue(out mail);
        }

        mail = _incoming.Take();
        return true;
    }

    /// <summary>Begins one delivery, of the destinations in turn.</summary>
    private bool Deliver()
    {
        for (var tried = 0; tried < _destinations.Length; tried++)
        {
            _turn = (_turn + 1) % _destinations.Length;
            var destination = _destinations[_turn];
            if (destination.Busy >= destination.Window.Size || !destination.Todo.TryDequeue(out var mail))
            {
                continue;
            }

            if (IsExpired(mail))
            {
                World.Statistics.Expired++;
                _active--;
                return true;
            }

            destination.Busy++;
            _processes++;
            World.Open(this).Mail = mail;
            return true;
        }

        return false;
    }

    private void DeferTodo(Destination destination)
    {
        while (destination.Todo.TryDequeue(out var mail))
        {
            _active--;
            Defer(mail);
        }
    }

    private void Defer(in Mail mail)
    {
        var age = Now - mail.AcceptedAt;
        if (age >= _lifetime)
        {
            World.Statistics.Expired++;
            return;
        }

        _deferred.Add(mail, Now + Math.Clamp(age, MinimalBackoff, MaximalBackoff));
    }

    private bool IsExpired(Mail mail) => mail.AcceptedAt + _lifetime < Now;

    private sealed class Destination
    {
        public required PostfixWindow Window { get; init; }

        /// <summary>Its mail in the active queue that is not being delivered.</summary>
        public Queue<Mail> Todo { get; } = new();

        /// <summary>Its deliveries in progress.</summary>
        public int Busy { get; set; }
    }
}
