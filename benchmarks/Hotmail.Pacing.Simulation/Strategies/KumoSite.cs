using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>One KumoMTA source → MX site: its ready queue, its scheduled messages, its limits. The parameters' origin is told at <see cref="KumoStrategy"/>.</summary>
internal sealed class KumoSite
{
    private const int MaxReady = 1024;
    private const double Aggression = 0.023;
    private const int ConnectionsPerMinute = 100;
    private const long Second = TimeSpan.TicksPerSecond;
    private const long MaxAge = 7 * TimeSpan.TicksPerDay;
    private const long FirstRetry = 20 * TimeSpan.TicksPerMinute;
    private const long Jitter = 60 * Second;
    private const long ReputationFor = 90 * TimeSpan.TicksPerMinute;
    private const long SuspendFor = 30 * TimeSpan.TicksPerMinute;
    private const int SuspendsAt = 3;

    private static readonly double[] _curve = [.. Enumerable.Range(0, MaxReady + 1).Select(ready => 1 - Math.Exp(-Aggression * ready))];

    private readonly World _world;
    private readonly Draws _draws;
    private readonly KumoLimit _limit;
    private readonly MailStream _fresh;
    private readonly Queue<Mail> _ready = new();
    private readonly DeferredMail _scheduled;
    private readonly RecentTimes _openings = new(TimeSpan.TicksPerMinute);
    private readonly RecentTimes _reputation = new(SuspendFor);
    private readonly long _lifetime;
    private long _slowFrom;
    private long _slowUntil;
    private long _nextMessageAt;
    private long _suspendedFrom;
    private long _suspendedUntil;

    public KumoSite(World world, int path, int domain, Draws draws, KumoLimit limit)
    {
        (_world, _draws, _limit) = (world, draws, limit);
        _fresh = new MailStream(world, path, domain, engagement: null);
        _scheduled = new DeferredMail(Second, world.Scenario.Duration.Ticks);
        _lifetime = Math.Min(MaxAge, world.Scenario.Traffic.QueueMaxAge.Ticks);
    }

    /// <summary>Its connections, those that are being opened included.</summary>
    public int Open { get; set; }

    public List<Connection> Idle { get; } = [];

    /// <summary>Its opens that failed in a row before a session was there.</summary>
    public int ConsecutiveFailures { get; set; }

    public bool IsSuspended => _world.Now >= _suspendedFrom && _world.Now < _suspendedUntil;

    public int Limit => IsSuspended ? 0 : IsSlow ? 1 : _limit.At(_world.Now);

    /// <summary>When the next message may be sent on an open connection.</summary>
    public long NextMessageAt => IsSlow ? _nextMessageAt : 0;

    private bool IsSlow => _world.Now >= _slowFrom && _world.Now < _slowUntil;

    /// <summary>The connections that it wants: min(q, ⌈limit × (1 − e^(−0.023 q))⌉).</summary>
    public static int Wanted(int limit, int ready) => Math.Min(ready, (int)Math.Ceiling(limit * _curve[ready]));

    /// <summary>Whether it opens a connection now, but for the provider's limit.</summary>
    public bool WantsToOpen()
    {
        var limit = Limit;
        return Open < limit && _openings.CountAt(_world.Now) < ConnectionsPerMinute && Open < Wanted(limit, ReadyCount());
    }

    public void NoteOpening()
    {
        Open++;
        _openings.Add(_world.Now);
    }

    /// <summary>A message goes out.</summary>
    public void NoteMessage()
    {
        if (IsSlow)
        {
            _nextMessageAt = _world.Now + TimeSpan.TicksPerMinute;
        }
    }

    public bool TryTake(out Mail mail)
    {
        while (_ready.TryDequeue(out mail))
        {
            if (mail.AcceptedAt + _lifetime >= _world.Now)
            {
                return true;
            }

            _world.Statistics.Expired++;
        }

        _world.Statistics.Expired += _fresh.Expire(_world.Now - _lifetime);
        if (_fresh.Peek(_world.Now) is null)
        {
            return false;
        }

        mail = _fresh.Take();
        return true;
    }

    /// <summary>A message is deferred: the attempt is used, and the next one is 20 min × 2^n later, ± 30 s.</summary>
    public void Defer(Mail mail)
    {
        var delay = (FirstRetry << Math.Min(mail.Attempts, (byte)16)) + (long)((Share() - 0.5) * Jitter);
        mail.Attempts++;
        if (mail.AcceptedAt + _lifetime < _world.Now + delay)
        {
            _world.Statistics.Expired++;
        }
        else
        {
            _scheduled.Add(mail, _world.Now + delay);
        }
    }

    /// <summary>R2, at its end: every message in the ready queue is deferred.</summary>
    public void DeferReady()
    {
        for (var left = MaxReady; left > 0 && TryTake(out var mail); left--)
        {
            Defer(mail);
        }
    }

    /// <summary>What time brings: scheduled messages that are due, and what a suspension does to all that wait.</summary>
    public void BringUp()
    {
        _scheduled.MoveDue(_world.Now, _ready);
        while (IsSuspended && TryTake(out var mail))
        {
            Defer(mail);
        }
    }

    /// <summary>A reply matched a rule.</summary>
    public void Match(KumoRule rule)
    {
        var now = _world.Now;
        switch (rule)
        {
            case KumoRule.Connections:
                _limit.Match(now, (long)(Share() * KumoLimit.LongestLag));
                break;
            case KumoRule.Reputation:
                _slowFrom = now < _slowUntil ? _slowFrom : now + (long)(Share() * KumoLimit.LongestLag);
                _slowUntil = now + ReputationFor;
                if (_reputation.Add(now) >= SuspendsAt)
                {
                    _suspendedFrom = now < _suspendedUntil ? _suspendedFrom : now + (long)(Share() * 3 * Second);
                    _suspendedUntil = now + SuspendFor;
                }

                break;
        }
    }

    /// <summary>When something changes by itself.</summary>
    public long NextChange()
    {
        var now = _world.Now;
        var next = Math.Min(_scheduled.NextAt, _limit.ChangesAt(now));
        if (_slowUntil > now)
        {
            next = Math.Min(next, _slowFrom > now ? _slowFrom : _slowUntil);
        }

        if (_suspendedUntil > now)
        {
            next = Math.Min(next, _suspendedFrom > now ? _suspendedFrom : _suspendedUntil);
        }

        return _openings.CountAt(now) >= ConnectionsPerMinute ? Math.Min(next, _openings.FirstLeaves) : next;
    }

    public void End() =>
        _world.Statistics.Expired += _fresh.Expire(_world.Now - _lifetime) + _ready.Count(mail => mail.AcceptedAt + _lifetime < _world.Now);

    private int ReadyCount() =>
        _ready.Count >= MaxReady ? MaxReady : (int)Math.Min(MaxReady, _fresh.Waiting(_world.Now) + _ready.Count);

    private double Share() => Draws.Share(_draws.Next());
}
