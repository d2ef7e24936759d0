namespace Hotmail.Pacing.Control;

/// <summary>
/// Decides for one egress path how many connections it may have open, when it may open the next, how many messages go on one and how fast, and
/// when it pauses. Finds the receiver's cap from the answers and stays just below it. Pure and synchronous: no clock, no I/O, times as
/// arguments, randomness from the generator handed in. Not thread-safe: the caller locks. Time must not run backwards; where it does, nothing happens early.
/// </summary>
public sealed partial class PathController
{
    private readonly CeilingPolicy _ceiling;
    private readonly OpeningPacer _openings;
    private readonly PauseGovernor _pause;
    private readonly RefusalWindow _window;
    private readonly MessagePacer _messages;
    private readonly MessageCap _messageCap;
    private CeilingBound? _bound;
    private ControlLimits _limits;
    private DateTimeOffset _now;
    private DateTimeOffset _reactedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _dormantHeldUntil = DateTimeOffset.MinValue;
    private int? _manualCeiling;
    private int _open;
    private int _unconfirmed;
    private int _floorRun;
    private int _blockRun;

    /// <summary>Begins, or goes on where a saved state ends.</summary>
    /// <param name="limits">What it may not exceed, and how it behaves.</param>
    /// <param name="saved">The state that <see cref="Save"/> gave before a restart; <see langword="null"/> when nothing is known of the path.</param>
    /// <param name="isNewSource">Whether the egress source is new to receivers: it starts low and earns every step.</param>
    /// <param name="random">Where jitter comes from. Used by this controller alone, or under the same lock.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ArgumentNullException"><paramref name="limits"/> or <paramref name="random"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is below 1.</exception>
    public PathController(ControlLimits limits, PathState? saved, bool isNewSource, Random random, DateTimeOffset now)
    {
        Check(limits);
        ArgumentNullException.ThrowIfNull(random);
        _limits = limits;
        _now = now;
        _ceiling = new CeilingPolicy(limits, isNewSource);
        _openings = new OpeningPacer(limits.Settings, random);
        _pause = new PauseGovernor(limits.Settings, random);
        _window = new RefusalWindow(limits.Settings);
        _messages = new MessagePacer(limits.Settings);
        _messageCap = new MessageCap(limits);
        if (saved is not null)
        {
            Load(saved);
        }

        Phase = CurrentPhase;
        LastEvent = new(now, ControlEventKind.Started, Ceiling, Ceiling, Phase, Phase, PausedUntil, _pause.NeedsAttention, CeilingText);
    }

    /// <summary>The connections that may be open now. A person's ceiling goes before a restriction and the learned one; never above the profile's maximum, never below 1.</summary>
    public int Ceiling => Math.Min(_manualCeiling ?? (_bound is null ? _ceiling.Ceiling : Math.Min(_ceiling.Ceiling, _bound.Value)), _limits.MaxConnections);

    /// <summary>The most messages that one connection may carry: the configured number, or fewer where the receiver allows fewer.</summary>
    public int MessagesPerConnection => _messageCap.Value;

    /// <summary>Where the path stands, as of the last call that took a time.</summary>
    public PacingPhase Phase { get; private set; }

    /// <summary>Until when the path is paused; <see cref="DateTimeOffset.MaxValue"/> until somebody resumes it; <see langword="null"/> when it is not paused.</summary>
    public DateTimeOffset? PausedUntil => _pause.Until;

    /// <summary>
    /// Whether mail to dormant recipients should wait: the path is in <see cref="PacingPhase.Recovery"/> because a throttle threw it there
    /// not longer than <see cref="ControlSettings.DormantHold"/> ago, or because its source is new, and its profile could take it out of there; or a restriction says so.
    /// </summary>
    public bool HoldDormant => Restriction?.HoldDormant == true || HoldDormantAsRecovering;

    /// <summary>When <see cref="HoldDormant"/> ends by time alone; <see langword="null"/> where nothing is held, or only a raise ends it.</summary>
    public DateTimeOffset? DormantHeldUntil => HoldDormantAsRecovering && !_ceiling.IsNewSource && Restriction?.HoldDormant != true ? _dormantHeldUntil : null;

    /// <summary>Goes up by one with each change that <see cref="LastEvent"/> tells of.</summary>
    public int Revision { get; private set; }

    /// <summary>What changed last.</summary>
    public ControlEvent LastEvent { get; private set; }

    /// <summary>The least time between two openings that was learned; zero when there is none.</summary>
    public TimeSpan OpeningInterval => _openings.Pace.Interval;

    /// <summary>The least time between two messages that was learned; zero when there is none.</summary>
    public TimeSpan MessageInterval => _messages.Interval;

    /// <summary>Does what time alone brings about: a pause ends, a raise is due, memory fades.</summary>
    /// <param name="now">The time.</param>
    public void Advance(DateTimeOffset now)
    {
        if (now > _now)
        {
            _now = now;
        }

        if (_pause.IsOver(now))
        {
            EndPause(now, ControlEventKind.PauseEnded, "The pause ran out.");
        }

        if (_bound is not null)
        {
            GiveBack(now);
        }

        var before = Ceiling;
        if (_pause.Until is not null)
        {
            _ceiling.Use.Pass(now, 0, _ceiling.Ceiling);
        }
        else if (_ceiling.Advance(now, _open, _bound?.MayRaise(_ceiling.Ceiling) ?? true))
        {
            _openings.Rested();
            if (Ceiling != before)
            {
                Changed(ControlEventKind.Raised, CeilingText);
            }
        }

        if (_messages.Advance(now))
        {
            Changed(ControlEventKind.RateRaised, Explanation.MessageRate(_messages));
        }

        if (_messageCap.Fade(now))
        {
            Changed(ControlEventKind.MessageCapForgotten, Explanation.MessageCap(_messageCap));
        }
    }

    /// <summary>Decides whether another connection may be opened. If so and it is opened, <see cref="RecordOpening"/> must follow.</summary>
    /// <param name="now">The time.</param>
    /// <param name="open">The connections that are open, unconfirmed ones included.</param>
    /// <param name="unconfirmed">Those of them whose first MAIL FROM was not accepted yet.</param>
    public OpenDecision DecideOpen(DateTimeOffset now, int open, int unconfirmed)
    {
        Account(now, open);
        _unconfirmed = unconfirmed;
        if (_pause.Until is { } until)
        {
            return new(false, until, OpenLimit.Paused);
        }

        if (open >= Ceiling)
        {
            return new(false, RaiseDue(now, open), OpenLimit.Ceiling);
        }

        var decision = _openings.Decide(now, open, unconfirmed);
        var paced = decision.Reason == OpenLimit.OpeningPace;
        if (!_openings.Pace.Ease(now, paced))
        {
            return decision;
        }

        Changed(ControlEventKind.OpeningsEased, Explanation.Openings(_openings.Pace));
        return paced ? _openings.Decide(now, open, unconfirmed) : decision;
    }

    /// <summary>A connection is being opened.</summary>
    /// <param name="now">The time; what later calls name as the opening time of this connection.</param>
    /// <param name="open">The connections open, this one included.</param>
    public void RecordOpening(DateTimeOffset now, int open)
    {
        Account(now, open - 1);
        _open = open;
        _unconfirmed++;
        _openings.Opened(new Opening(now, open, Math.Max(0, open - _unconfirmed)));
    }

    /// <summary>The first MAIL FROM of a connection was accepted. Its greeting proves nothing: Microsoft says S3115 in reply to MAIL FROM.</summary>
    /// <param name="now">The time.</param>
    /// <param name="openedAt">When the connection was opened.</param>
    /// <param name="open">The connections open, this one included.</param>
    /// <param name="closing">Those of them that are being closed: they are open to the ceiling, and the receiver may not count them any more.</param>
    public void RecordConfirmed(DateTimeOffset now, DateTimeOffset openedAt, int open, int closing = 0)
    {
        Account(now, open);
        _unconfirmed = Math.Max(0, _unconfirmed - 1);
        _floorRun = 0;
        _openings.Settled(openedAt);
        if (openedAt > _reactedAt)
        {
            var level = _openings.Pace.Find(openedAt)?.Level ?? open;
            _openings.Confirmed(now, openedAt, level, open - closing - _unconfirmed);
            if (level >= _ceiling.Ceiling)
            {
                _ceiling.Use.Reach();
            }

            if (level >= _bound?.Value)
            {
                _bound.Use.Reach();
            }
        }
    }

    /// <summary>A connection was closed, whatever became of it.</summary>
    /// <param name="now">The time.</param>
    /// <param name="open">The connections that remain.</param>
    public void RecordClosed(DateTimeOffset now, int open)
    {
        Account(now, open + 1);
        _open = open;
    }

    /// <summary>Decides whether a message may be sent now, and if so, counts it.</summary>
    /// <param name="now">The time.</param>
    /// <param name="notBefore">When it is worth asking again.</param>
    public bool TryReserveMessage(DateTimeOffset now, out DateTimeOffset notBefore) => _messages.TryReserve(now, out notBefore);

    /// <summary>The options were reloaded. A ceiling above the new maximum falls to it; nothing learned is lost.</summary>
    /// <param name="limits">The new limits.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is below 1.</exception>
    public void Reconfigure(ControlLimits limits, DateTimeOffset now)
    {
        Check(limits);
        Advance(now);
        if (limits == _limits)
        {
            return;
        }

        _limits = limits;
        _ceiling.Reconfigure(limits, now);
        _bound?.Use.Settings = limits.Settings;
        _openings.Reconfigure(limits.Settings);
        _pause.Settings = _window.Settings = _messages.Settings = limits.Settings;
        _messageCap.Limits = limits;
        Changed(ControlEventKind.Reconfigured, "The options were reloaded.");
    }

    /// <summary>Which rule set the present ceiling, on which evidence, and what would raise it: a few sentences for a person.</summary>
    /// <param name="now">The time.</param>
    public string Explain(DateTimeOffset now)
    {
        Advance(now);
        return Explanation.Path(this, _ceiling, _limits, _manualCeiling, _bound, _pause, _openings, _messages, _messageCap, now);
    }

    private bool HoldDormantAsRecovering => Phase == PacingPhase.Recovery && _limits.MaxConnections >= _limits.Settings.RecoveryBelow
        && (_ceiling.IsNewSource || _now < _dormantHeldUntil);

    private string CeilingText => Explanation.Ceiling(_ceiling, _limits, _manualCeiling, _bound);

    private PacingPhase CurrentPhase => _pause.Until is not null ? PacingPhase.Paused
        : Ceiling < _limits.Settings.RecoveryBelow ? PacingPhase.Recovery
        : Ceiling <= _limits.Settings.ControlledUpTo ? PacingPhase.Controlled
        : Ceiling <= _limits.Settings.ExpansionUpTo ? PacingPhase.Expansion : PacingPhase.Review;

    private void Account(DateTimeOffset now, int open)
    {
        _open = open;
        Advance(now);
    }

    /// <summary>Tells of a change, if the ceiling, the phase, the pause or a learned limit is another than it was.</summary>
    private void Changed(ControlEventKind kind, string reason)
    {
        var from = LastEvent;
        Phase = CurrentPhase;
        LastEvent = new(_now, kind, from.ToCeiling, Ceiling, from.ToPhase, Phase, PausedUntil, _pause.NeedsAttention, reason);
        Revision++;
    }

    private static void Check(ControlLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.StartConnections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.MaxConnections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.MaxMessagesPerConnection, 1);
        ArgumentNullException.ThrowIfNull(limits.Settings);
    }
}
