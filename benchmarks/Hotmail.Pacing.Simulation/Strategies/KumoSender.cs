using Hotmail.Pacing.Simulation.Model;
using Hotmail.Pacing.Simulation.Scenarios;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>One path's KumoMTA: one source, a ready queue for every MX site, one provider limit over them. The parameters' origin is told at <see cref="KumoStrategy"/>.</summary>
internal sealed class KumoSender : PathSender
{
    private const int MessagesPerConnection = 50;
    private const int FailuresBeforeDelay = 100;
    private const int FirstPurpose = 2_000;
    private const long IdleTimeout = 60 * TimeSpan.TicksPerSecond;

    private static readonly object _lastAddress = new();
    private static readonly object _slowed = new();

    private readonly KumoSite[] _sites;
    private readonly int _providerLimit;
    private readonly KumoRule _rule;
    private int _open;
    private int _turn;

    public KumoSender(World world, int path, int providerLimit, Func<KumoLimit> limit, bool matchInternal)
        : base(world, path)
    {
        var draws = new Draws(world.Scenario.Seed, FirstPurpose + path);
        _sites = [.. Enumerable.Range(0, Domains.Names.Count).Select(domain => new KumoSite(world, path, domain, draws, limit()))];
        _providerLimit = providerLimit;

        // A refusal before EHLO is an internal reply to the rules, and one without a word has no phrase to match.
        var isSeen = world.Scenario.Receiver.RefuseAt switch
        {
            RefuseAt.MailFrom => true,
            RefuseAt.Banner => matchInternal,
            _ => false,
        };
        _rule = isSeen ? KumoRules.Of(world.Scenario.Receiver.Refusal) : KumoRule.None;
    }

    public override int? Ceiling => Math.Min(_providerLimit, _sites.Sum(site => site.Limit));

    public override void OnArrival() => Step();

    public override void OnAlarm() => Step();

    public override void OnOpened(Connection connection)
    {
        SiteOf(connection).ConsecutiveFailures = 0;
        connection.Tag = null;
        Send(connection);
    }

    public override void OnRefused(Connection connection)
    {
        var site = SiteOf(connection);
        if (Scenario.Receiver.RefuseAt == RefuseAt.MailFrom)
        {
            site.Defer(connection.Mail);
            site.Match(_rule);
        }
        else if (connection.Tag != _lastAddress)
        {
            var next = World.Open(this);
            (next.Mail, next.Tag) = (connection.Mail, _lastAddress);
            return;
        }
        else
        {
            site.Defer(connection.Mail);
            site.Match(_rule);
            if (site.ConsecutiveFailures++ > FailuresBeforeDelay)
            {
                site.DeferReady();
            }
        }

        Closed(site);
    }

    public override void OnTried(Connection connection, Outcome outcome)
    {
        var site = SiteOf(connection);
        switch (outcome)
        {
            case Outcome.BadMailbox:
                World.Statistics.Failed++;
                break;
            case not Outcome.Delivered:
                site.Defer(connection.Mail);
                break;
        }

        if (outcome != Outcome.TooManyMessages && connection.Messages < MessagesPerConnection && !site.IsSuspended)
        {
            if (site.TryTake(out connection.Mail))
            {
                Send(connection);
                return;
            }

            connection.Mail.Domain = (byte)Array.IndexOf(_sites, site);
            site.Idle.Add(connection);
            World.Hold(connection, Now + IdleTimeout);
            return;
        }

        World.Close(connection);
        Closed(site);
    }

    public override void OnHeld(Connection connection)
    {
        if (connection.Tag == _slowed)
        {
            Send(connection);
            return;
        }

        var site = SiteOf(connection);
        site.Idle.Remove(connection);
        World.Close(connection);
        Closed(site);
    }

    public override void OnEnd()
    {
        foreach (var site in _sites)
        {
            site.End();
        }
    }

    private void Send(Connection connection)
    {
        var site = SiteOf(connection);
        if (site.NextMessageAt > Now)
        {
            connection.Tag = _slowed;
            World.Hold(connection, site.NextMessageAt);
            return;
        }

        connection.Tag = null;
        site.NoteMessage();
        World.Send(connection);
    }

    private void Closed(KumoSite site)
    {
        site.Open--;
        _open--;
        Step();
    }

    private void Step()
    {
        foreach (var site in _sites)
        {
            site.BringUp();
            while (site.Idle.Count > 0 && site.TryTake(out var mail))
            {
                var connection = site.Idle[^1];
                site.Idle.RemoveAt(site.Idle.Count - 1);
                connection.Mail = mail;
                Send(connection);
            }
        }

        // The sites take the provider's connections in turn: which of them gets one first is not known, and this is fair.
        for (var passed = 0; _open < _providerLimit && passed < _sites.Length;)
        {
            _turn = (_turn + 1) % _sites.Length;
            var site = _sites[_turn];
            if (!site.WantsToOpen() || !site.TryTake(out var mail))
            {
                passed++;
                continue;
            }

            passed = 0;
            _open++;
            site.NoteOpening();
            World.Open(this).Mail = mail;
        }

        World.SetAlarm(this, _sites.Min(site => site.NextChange()));
    }

    private KumoSite SiteOf(Connection connection) => _sites[connection.Mail.Domain];
}
