namespace Hotmail.Pacing.Control;

/// <summary>What a path remembers of the receiver's cap: what held, what failed, and how long it pays to wait before trying that again.</summary>
internal sealed class CapMemory(ControlSettings settings)
{
    private bool _failedBefore;
    private int _failedAbove;
    private DateTimeOffset _fellAt;

    public ControlSettings Settings { get; set; } = settings;

    /// <summary>The last ceiling that held for a full hold in use; 0 when none has.</summary>
    public int Stable { get; private set; }

    /// <summary>The lowest number of connections that failed and still counts; 0 when there is none.</summary>
    public int Failed { get; private set; }

    /// <summary>When it failed.</summary>
    public DateTimeOffset FailedAt { get; private set; }

    /// <summary>The learned hold.</summary>
    public TimeSpan LearnedHold { get; private set; } = settings.LearnedHoldMin;

    /// <summary>The step that doubles after a failed ceiling was passed; 0 while the configured steps are followed.</summary>
    public int Step { get; private set; }

    /// <summary>How often the cap was found to have moved down, with nothing gained in between.</summary>
    public int Falls { get; private set; }

    /// <summary>Whether what failed may have failed for the rate of openings: then it is tried again after a plain hold.</summary>
    public bool IsUnclear { get; private set; }

    /// <summary>The highest that had held before the cap fell; 0 when that is regained or forgotten.</summary>
    public int Before { get; private set; }

    /// <summary>Where a slow start ends; 0 when there is none.</summary>
    public int SlowStartTo { get; private set; }

    /// <summary>The next ceiling to try.</summary>
    public int Next(int ceiling)
    {
        if (Failed > 0)
        {
            // By bisection up to just below what failed; then that itself, for it may have moved.
            return ceiling < Failed - 1 ? ceiling + ((Failed - ceiling) / 2) : ceiling + 1;
        }

        if (ceiling < SlowStartTo)
        {
            return Math.Min(ceiling * 2, SlowStartTo);
        }

        if (Before > ceiling)
        {
            // Openings feel their way up to it, so it costs no more refusals than small steps.
            return Before;
        }

        return Step > 0 ? ceiling + Math.Clamp(Step, 1, Math.Max(1, ceiling / 3)) : NextConfigured(ceiling);
    }

    /// <summary>The hold that goes before the next raise.</summary>
    public TimeSpan HoldAt(int ceiling) => Failed > 0 && !IsUnclear && (ceiling >= Failed - 1 || Falls > 0) ? LearnedHold : Settings.Hold;

    /// <summary>The ceiling held for a full hold in use.</summary>
    public void Held(int ceiling)
    {
        Stable = ceiling;
        if (Failed > 0 && ceiling >= Failed)
        {
            // Room has come back: what failed no longer counts.
            Failed = 0;
            Step = 2;
            (_failedBefore, IsUnclear) = (false, false);
        }

        if (Before > 0 && ceiling >= Before)
        {
            Regained(ceiling);
        }

        if (ceiling >= SlowStartTo)
        {
            SlowStartTo = 0;
        }
    }

    /// <summary>The ceiling is raised.</summary>
    public void Raised()
    {
        Falls = 0;
        if (Failed == 0 && Step > 0 && SlowStartTo == 0)
        {
            Step = Math.Min(Step * 2, 1 << 20);
        }
    }

    /// <summary>More than what had held failed: a failed probe.</summary>
    public void ProbeFailed(DateTimeOffset now, int level, bool isUnclear)
    {
        IsUnclear = isUnclear && !_failedBefore;
        Remember(now, level, startOver: false);
        Falls = 0;
    }

    /// <summary>In the same event fewer failed as well.</summary>
    public void AlsoFailed(int level) => Failed = Math.Min(Failed, level);

    /// <summary>What had held fails now: the cap has moved, and what was known above no longer counts.</summary>
    public void Moved(DateTimeOffset now, int level, int ceiling)
    {
        IsUnclear = false;
        Fell(now);
        Remember(now, level, startOver: Falls == 0);
        Falls++;
        Stable = Math.Min(Stable, ceiling);
    }

    /// <summary>The cap is far below what was known: look for it by bisection, without delay.</summary>
    public void Lost(DateTimeOffset now, int level)
    {
        Fell(now);
        (Failed, FailedAt, Falls, Stable, Step, IsUnclear) = (level, now, 0, 0, 0, false);
    }

    /// <summary>Starts over after a pause, slowly up to half of what had been usual.</summary>
    public void SlowStart(int usual)
    {
        (Stable, Failed, Step, Falls, SlowStartTo, _failedBefore, Before) = (0, 0, 1, 0, usual / 2, false, 0);
        LearnedHold = Settings.LearnedHoldMin;
    }

    /// <summary>Lets what failed fade.</summary>
    public void Fade(DateTimeOffset now)
    {
        // It outlasts a send cycle for which a cut holds.
        var memory = Settings.CutHold == CutHold.SendCycle ? Settings.Memory + Settings.SendCycle : Settings.Memory;
        if (now - _fellAt >= memory)
        {
            Before = 0;
        }

        if (Failed > 0 && now - FailedAt >= memory)
        {
            (Failed, Step, Falls, _failedBefore) = (0, 0, 0, false);
            LearnedHold = Settings.LearnedHoldMin;
        }
    }

    public void Load(PathState state)
    {
        (Stable, Failed, FailedAt) = (state.LastStableCeiling, state.FailedCeiling, state.FailedAt ?? default);
        (Step, Falls, SlowStartTo) = (state.Step, state.Falls, state.SlowStartTo);
        LearnedHold = state.Hold < Settings.LearnedHoldMin ? Settings.LearnedHoldMin : state.Hold;
        _failedBefore = Failed > 0;
    }

    public PathState Save(PathState state) => state with
    {
        LastStableCeiling = Stable,
        FailedCeiling = Failed,
        FailedAt = Failed > 0 ? FailedAt : null,
        Hold = LearnedHold,
        Step = Step,
        Falls = Falls,
        SlowStartTo = SlowStartTo,
    };

    private void Remember(DateTimeOffset now, int level, bool startOver)
    {
        LearnedHold = !_failedBefore || startOver ? Settings.LearnedHoldMin : Doubling.Of(LearnedHold, 1, Settings.LearnedHoldMax);
        (Failed, FailedAt, Step, _failedBefore) = (level, now, 0, !IsUnclear);
    }

    /// <summary>As much as before the fall holds again, so what failed above it then counts again.</summary>
    private void Regained(int ceiling)
    {
        if (Failed == 0 && _failedAbove > ceiling)
        {
            (Failed, FailedAt, Step, _failedBefore, LearnedHold) = (_failedAbove, _fellAt, 0, true, Settings.LearnedHoldMin);
        }

        Before = 0;
    }

    private void Fell(DateTimeOffset now)
    {
        if (Stable >= Before)
        {
            (Before, _failedAbove, _fellAt) = (Stable, Failed, now);
        }
    }

    private int NextConfigured(int ceiling)
    {
        var steps = Settings.Steps;
        if (steps.Count > 0 && ceiling < steps[0])
        {
            return Math.Min(ceiling * 2, steps[0]);
        }

        for (var i = 1; i < steps.Count; i++)
        {
            if (steps[i] > ceiling)
            {
                return steps[i];
            }
        }

        return ceiling + Math.Max(1, ceiling / 6);
    }
}
