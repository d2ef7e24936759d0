namespace Hotmail.Pacing.Control;

/// <summary>Which rule set the ceiling.</summary>
internal enum CeilingRule : byte
{
    Start,
    Restored,
    Stepped,
    Bisected,
    Probed,
    SlowStarted,
    Earned,
    Regained,
    ProbeFailed,
    CapMoved,
    Halved,
    TrustLost,
    AfterPause,
}

/// <summary>The ceiling: one step up after a full hold in use, one cut per congestion event.</summary>
internal sealed class CeilingPolicy(ControlLimits limits, bool isNewSource)
{
    private ControlLimits _limits = limits;
    private TimeSpan _newSourceHold = limits.Settings.NewSourceHoldMin;
    private int _usual;
    private bool _heldOnce;

    /// <summary>Before this the ceiling is not raised.</summary>
    public DateTimeOffset NoRaiseBefore { get; private set; }

    public CapMemory Memory { get; } = new(limits.Settings);

    public UseMeter Use { get; } = new(limits.Settings);

    public int Ceiling { get; private set; } = Math.Min(
        limits.MaxConnections,
        Math.Max(limits.Settings.FloorConnections, isNewSource ? Math.Min(limits.StartConnections, limits.Settings.NewSourceStart) : limits.StartConnections));

    /// <summary>The rule that set it.</summary>
    public CeilingRule Rule { get; private set; }

    /// <summary>The ceiling before the last raise.</summary>
    public int RaisedFrom { get; private set; }

    public bool IsNewSource { get; } = isNewSource;

    public bool IsAtFloor => Ceiling <= Floor;

    /// <summary>The highest ceiling that the controller may set by itself.</summary>
    public int Top => _limits.Settings.RaiseIntoReview ? _limits.MaxConnections : Math.Max(Floor, Math.Min(_limits.MaxConnections, _limits.Settings.ExpansionUpTo));

    public int Floor => Math.Min(_limits.Settings.FloorConnections, _limits.MaxConnections);

    /// <summary>The hold that the present ceiling must pass before it is raised.</summary>
    public TimeSpan HoldNow => IsNewSource ? _newSourceHold : Memory.HoldAt(Ceiling);

    public int Next => Math.Min(Top, IsNewSource ? Ceiling + 1 : Memory.Next(Ceiling));

    /// <summary>Accounts for the time that passed with so many connections open, and raises the ceiling if that is due.</summary>
    /// <param name="now">The time.</param>
    /// <param name="open">The connections open.</param>
    /// <param name="mayRaise">Whether nothing from outside forbids it.</param>
    /// <returns>Whether it was raised.</returns>
    public bool Advance(DateTimeOffset now, int open, bool mayRaise)
    {
        Use.Pass(now, open, Ceiling);
        Memory.Fade(now);
        if (!_heldOnce && Use.IsComplete(_limits.Settings.Hold, Ceiling))
        {
            _heldOnce = true;
            Memory.Held(Ceiling);
        }

        if (!mayRaise || open < Ceiling || now < NoRaiseBefore || Next <= Ceiling || !Use.IsComplete(HoldNow, Ceiling))
        {
            return false;
        }

        Raise(now);
        return true;
    }

    /// <summary>When the next raise may be due, as things stand; <see cref="DateTimeOffset.MaxValue"/> if only an event can bring it nearer.</summary>
    public DateTimeOffset RaiseDue(DateTimeOffset now, int open)
    {
        if (Next <= Ceiling || Use.Missing(HoldNow, open, Ceiling) is not { } missing || (missing == TimeSpan.Zero && now >= NoRaiseBefore))
        {
            return DateTimeOffset.MaxValue;
        }

        var due = now + missing;
        return due > NoRaiseBefore ? due : NoRaiseBefore;
    }

    /// <summary>Lowers the ceiling for one congestion event.</summary>
    /// <param name="now">The time.</param>
    /// <param name="level">How many were open with the refused one.</param>
    /// <param name="confirmed">How many of the others the receiver had accepted.</param>
    /// <param name="run">How many refusals came without an accepted connection between them, this one included.</param>
    /// <param name="isUnclear">Whether it may have been the opening rate.</param>
    public void Cut(DateTimeOffset now, int level, int confirmed, int run, bool isUnclear = false)
    {
        level = Math.Min(level, Ceiling);
        if (run == 1)
        {
            _usual = Math.Max(Memory.Stable, confirmed);
        }

        int target;
        if (IsNewSource)
        {
            // A refusal costs trust: go two below, and come back slower.
            target = run == 1 ? level - 2 : level / 2;
            _newSourceHold = Limit(_newSourceHold * _limits.Settings.NewSourceHoldGrowth);
            Rule = CeilingRule.TrustLost;
        }
        else if (run > 1)
        {
            // Refused again below the last cut.
            target = level / 2;
            Memory.Lost(now, level);
            Rule = CeilingRule.Halved;
        }
        else if (level > Memory.Stable)
        {
            // What the receiver has open is the best evidence there is, unless more had held.
            target = Math.Max(Memory.Stable, confirmed);
            Memory.ProbeFailed(now, level, isUnclear);
            Rule = CeilingRule.ProbeFailed;
        }
        else
        {
            // A cap that keeps falling is followed in growing steps.
            target = confirmed - Math.Min(Memory.Falls, level / 10);
            Memory.Moved(now, level, Math.Max(Floor, target));
            Rule = CeilingRule.CapMoved;
        }

        Set(now, Math.Max(Floor, Math.Min(target, level - 1)), confirmed);
        if (_limits.Settings.CutHold == CutHold.SendCycle)
        {
            NoRaiseBefore = now + _limits.Settings.SendCycle;
        }
    }

    /// <summary>Another refusal of the event that was answered by a cut.</summary>
    /// <param name="level">How many were open with the refused one.</param>
    public void AlsoRefused(int level)
    {
        if (Rule is CeilingRule.ProbeFailed or CeilingRule.CapMoved && level > Ceiling)
        {
            Memory.AlsoFailed(level);
        }
    }

    /// <summary>Begins again after a pause of the controller's.</summary>
    public void BeginRecovery(DateTimeOffset now)
    {
        Memory.SlowStart(_usual);
        Rule = CeilingRule.AfterPause;
        Set(now, Math.Clamp(Math.Min(Ceiling, _limits.Settings.RecoveryStart), Floor, _limits.MaxConnections), 0);
    }

    public void Reconfigure(ControlLimits limits, DateTimeOffset now)
    {
        _limits = limits;
        Memory.Settings = Use.Settings = limits.Settings;
        _newSourceHold = Limit(_newSourceHold);
        var bounded = Math.Clamp(Ceiling, Floor, limits.MaxConnections);
        if (bounded != Ceiling)
        {
            Set(now, bounded, 0);
        }
    }

    public void Load(PathState state, DateTimeOffset now)
    {
        Memory.Load(state);
        _usual = state.UsualCeiling;
        _newSourceHold = Limit(state.NewSourceHold);
        NoRaiseBefore = state.NoRaiseBefore ?? default;
        Rule = CeilingRule.Restored;
        Set(now, state.Ceiling > 0 ? Math.Clamp(state.Ceiling, Floor, _limits.MaxConnections) : Ceiling, 0);
    }

    public PathState Save(PathState state) => Memory.Save(state) with
    {
        Ceiling = Ceiling,
        UsualCeiling = _usual,
        NewSourceHold = _newSourceHold,
        NoRaiseBefore = NoRaiseBefore == default ? null : NoRaiseBefore,
    };

    private void Raise(DateTimeOffset now)
    {
        var next = Next;
        Rule = IsNewSource ? CeilingRule.Earned
            : Memory.Failed > 0 ? (next < Memory.Failed ? CeilingRule.Bisected : CeilingRule.Probed)
            : Memory.SlowStartTo > 0 ? CeilingRule.SlowStarted
            : Memory.Before > Ceiling ? CeilingRule.Regained : CeilingRule.Stepped;
        if (IsNewSource)
        {
            _newSourceHold = Limit(_newSourceHold * _limits.Settings.NewSourceHoldShrink);
        }

        RaisedFrom = Ceiling;
        Memory.Raised();
        Set(now, next, 0);
    }

    private void Set(DateTimeOffset now, int ceiling, int confirmed)
    {
        Ceiling = ceiling;
        _heldOnce = false;
        Use.Restart(now, reached: confirmed >= ceiling);
    }

    private TimeSpan Limit(TimeSpan hold) =>
        hold < _limits.Settings.NewSourceHoldMin ? _limits.Settings.NewSourceHoldMin
        : hold > _limits.Settings.NewSourceHoldMax ? _limits.Settings.NewSourceHoldMax : hold;
}
