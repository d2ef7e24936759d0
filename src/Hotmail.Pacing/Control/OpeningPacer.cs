namespace Hotmail.Pacing.Control;

/// <summary>When the next connection may be opened, for all that the ceiling allows: carefully, and after a refusal not at once.</summary>
internal sealed class OpeningPacer(ControlSettings settings, Random random)
{
    private RollingMax _proven;
    private RollingMax _fine;
    private DateTimeOffset _probe = DateTimeOffset.MinValue;
    private DateTimeOffset _lastDrop = DateTimeOffset.MinValue;
    private DateTimeOffset? _lastRefusal;
    private TimeSpan _openingTime;
    private int _acceptedSince = int.MaxValue / 2;
    private int _waits;
    private int _drops;
    private int _unreachable;

    public ControlSettings Settings { get; private set; } = settings;

    public OpeningPace Pace { get; } = new(settings);

    /// <summary>No connection before this, after one that came to nothing.</summary>
    public DateTimeOffset NotBefore { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>How many refusals of the cap came without an accepted connection between them.</summary>
    public int Run { get; private set; }

    /// <summary>Whether that many connections were open lately without complaint, be it before the last refusal.</summary>
    public bool WasFine(DateTimeOffset now, int level) => level <= _fine.Read(now, Settings.ProvenFor);

    public OpenDecision Decide(DateTimeOffset now, int open, int unconfirmed)
    {
        if (now < NotBefore)
        {
            return new(false, NotBefore, OpenLimit.AfterRefusal);
        }

        var paced = Pace.NotBefore(now);
        if (now < paced)
        {
            return new(false, paced, OpenLimit.OpeningPace);
        }

        // One at a time beyond what was open lately; and after a refusal at first one at a time, then more with each that is accepted.
        var feelsItsWay = !IsProven(now, open + 1) && unconfirmed > 0 && now - _probe < Settings.RefusalWaitLimit;
        var trusted = Math.Min(open - unconfirmed, _acceptedSince / 2);
        return unconfirmed < Math.Clamp((int)(Settings.UnconfirmedShare * trusted), 1, MostUnconfirmed(now)) && !feelsItsWay
            ? new(true, now, OpenLimit.None)
            : new(false, DateTimeOffset.MaxValue, OpenLimit.Unconfirmed);
    }

    public void Opened(Opening opening)
    {
        Pace.Opened(opening);
        if (!IsProven(opening.At, opening.Level))
        {
            _probe = opening.At;
        }
    }

    /// <summary>A connection is not under way any more: accepted, or come to nothing.</summary>
    public void Settled(DateTimeOffset openedAt)
    {
        if (openedAt == _probe)
        {
            _probe = DateTimeOffset.MinValue;
        }
    }

    /// <summary>A connection was accepted.</summary>
    /// <param name="now">The time.</param>
    /// <param name="openedAt">When it was opened.</param>
    /// <param name="level">How many were open with it then. The receiver judged at an unknown time since, when some of them may have been closed.</param>
    /// <param name="accepted">How many the receiver certainly has at once: the accepted ones that are open.</param>
    public void Confirmed(DateTimeOffset now, DateTimeOffset openedAt, int level, int accepted)
    {
        _openingTime += ((now - openedAt) - _openingTime) / 8;
        (Run, _waits, _unreachable) = (0, 0, 0);
        _acceptedSince = Math.Min(_acceptedSince + 1, int.MaxValue / 2);
        _proven.Add(now, Settings.ProvenFor, level);
        _fine.Add(now, Settings.ProvenFor, accepted);
        Pace.Confirmed(now, openedAt);
    }

    /// <summary>A connection was dropped before its banner.</summary>
    /// <returns>Whether that counts as a refusal: at once beyond what was open lately, else when it is one of a run.</returns>
    public bool DropCounts(DateTimeOffset now, int level)
    {
        _drops = now - _lastDrop < Settings.ProvenFor ? _drops + 1 : 1;
        _lastDrop = now;
        return !WasFine(now, level) || _drops >= Settings.DropRun;
    }

    /// <summary>A refusal of the cap, to which the ceiling answers.</summary>
    /// <param name="now">The time.</param>
    /// <param name="level">How many were open with the refused one.</param>
    public void CapRefused(DateTimeOffset now, int level)
    {
        if (now - _lastRefusal > Settings.RefusalWaitLimit * 2)
        {
            // That long after the last wait was over, it is another event.
            Rested();
        }

        Run++;
        _drops = 0;
        _proven = default;
        _fine.Limit(level - 1);
        Wait(now);
    }

    /// <summary>A refusal of the opening rate: the ceiling stays.</summary>
    public void RateRefused(DateTimeOffset now, bool rest)
    {
        (Run, _drops) = (0, 0);
        Wait(now);
        if (rest)
        {
            Postpone(now + Settings.OpeningWindow);
        }
    }

    /// <summary>Waits after a connection that came to nothing: longer each time, and never for three in a minute.</summary>
    public void Wait(DateTimeOffset now)
    {
        var first = Settings.RefusalWaitMin + ((Settings.RefusalWaitMax - Settings.RefusalWaitMin) * random.NextDouble());
        Postpone(now + Grow(first, _waits++));
        Count(now);
    }

    /// <summary>Counts a refusal that needs no answer of its own.</summary>
    public void Count(DateTimeOffset now)
    {
        if (_lastRefusal is { } last)
        {
            Postpone(last + Settings.ThirdRefusalAfter);
        }

        _lastRefusal = now;
        _acceptedSince = 0;
    }

    /// <summary>A host was not reached; a run of that is a dead one.</summary>
    public void Unreachable(DateTimeOffset now)
    {
        if (++_unreachable >= Settings.UnreachableRun)
        {
            Postpone(now + Grow(Settings.UnreachableWait, _unreachable - Settings.UnreachableRun));
        }
    }

    /// <summary>After a full hold or a pause, refusals before it count no more.</summary>
    public void Rested() => (Run, _waits, _drops, _unreachable) = (0, 0, 0, 0);

    public void Reconfigure(ControlSettings settings) => Settings = Pace.Settings = settings;

    public void Load(PathState state, DateTimeOffset now)
    {
        NotBefore = state.NoOpeningBefore ?? DateTimeOffset.MinValue;
        (Run, _waits) = (state.RefusalRun, state.RefusalRun);
        Pace.Load(state, now);
    }

    /// <summary>Whether that many connections were open since the last refusal.</summary>
    private bool IsProven(DateTimeOffset now, int level) => level <= _proven.Read(now, Settings.ProvenFor);

    /// <summary>Twice what replacing connections at the present rate needs (openings in a time × the time one takes), for that is all that should be under way.</summary>
    private int MostUnconfirmed(DateTimeOffset now) => Math.Max(Settings.UnconfirmedLimit, (int)Math.Min(2 * Pace.RateAt(now) * _openingTime.Ticks, 10_000));

    private void Postpone(DateTimeOffset to) => NotBefore = to > NotBefore ? to : NotBefore;

    private TimeSpan Grow(TimeSpan wait, int times) => Doubling.Of(wait, times, Settings.RefusalWaitLimit) * (1 + (random.NextDouble() / 4));
}
