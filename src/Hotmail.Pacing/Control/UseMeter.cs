namespace Hotmail.Pacing.Control;

/// <summary>For how long the present ceiling has really been used. A ceiling that was never reached proves nothing.</summary>
internal sealed class UseMeter(ControlSettings settings)
{
    private DateTimeOffset _last;
    private bool _reached;

    public ControlSettings Settings { get; set; } = settings;

    /// <summary>The time in use so far.</summary>
    public TimeSpan Used { get; private set; }

    /// <summary>The attempts so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>Begins anew, under another ceiling.</summary>
    /// <param name="now">The time.</param>
    /// <param name="reached">Whether that many are open and confirmed already.</param>
    public void Restart(DateTimeOffset now, bool reached) => (_last, _reached, Used, Attempts) = (now, reached, TimeSpan.Zero, 0);

    /// <summary>Begins the hold anew, under the same ceiling.</summary>
    public void RestartHold() => (Used, Attempts) = (TimeSpan.Zero, 0);

    /// <summary>Accounts for the time since the last call, in which so many connections were open.</summary>
    public void Pass(DateTimeOffset now, int open, int ceiling)
    {
        if (now <= _last)
        {
            return;
        }

        if (_reached && open >= Settings.UsedShare * ceiling)
        {
            Used += now - _last;
        }

        _last = now;
    }

    /// <summary>The whole ceiling was open, and the receiver accepted the last of it.</summary>
    public void Reach() => _reached = true;

    public void CountAttempt() => Attempts++;

    /// <summary>Whether the ceiling was used that long, by enough attempts.</summary>
    public bool IsComplete(TimeSpan hold, int ceiling) => Used >= hold && Attempts >= Math.Max(Settings.AttemptsPerHold, ceiling);

    /// <summary>The time in use that is missing; <see langword="null"/> while the ceiling is not in use.</summary>
    public TimeSpan? Missing(TimeSpan hold, int open, int ceiling) =>
        _reached && open >= Settings.UsedShare * ceiling ? TimeSpan.FromTicks(Math.Max(0, (hold - Used).Ticks)) : null;
}
