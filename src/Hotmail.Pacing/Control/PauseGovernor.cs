namespace Hotmail.Pacing.Control;

/// <summary>Whether a path is paused, until when and why.</summary>
internal sealed class PauseGovernor(ControlSettings settings, Random random)
{
    private DateTimeOffset? _lastEnd;
    private int _recurrence;

    public ControlSettings Settings { get; set; } = settings;

    /// <summary>When the pause ends; <see cref="DateTimeOffset.MaxValue"/> when only a person ends it; <see langword="null"/> without one.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>Why.</summary>
    public string? Reason { get; private set; }

    /// <summary>Whether the path recovers slowly after it: the controller found reason to pause, even if a person then took it over.</summary>
    public bool RecoversSlowly { get; private set; }

    /// <summary>Whether a person has to act.</summary>
    public bool NeedsAttention { get; private set; }

    /// <summary>Pauses by rule: longer when the last one ended not long ago.</summary>
    public void Begin(DateTimeOffset now, string reason, bool needsAttention)
    {
        _recurrence = _lastEnd is { } end && now - end < Settings.PauseMemory ? _recurrence + 1 : 0;
        var pause = Doubling.Of(Settings.PauseMin, _recurrence, Settings.PauseMax / (1 + Settings.PauseJitter)) * (1 + (Settings.PauseJitter * random.NextDouble()));
        (Until, Reason, RecoversSlowly, NeedsAttention) = (now + pause, reason, true, needsAttention);
        _lastEnd = Until;
    }

    /// <summary>Pauses because a person says so; that outranks a pause by rule.</summary>
    public void Begin(DateTimeOffset? until, string reason) =>
        (Until, Reason, NeedsAttention) = (until ?? DateTimeOffset.MaxValue, reason, false);

    /// <summary>Whether the pause has run out.</summary>
    public bool IsOver(DateTimeOffset now) => now >= Until;

    public void End(DateTimeOffset now)
    {
        if (RecoversSlowly)
        {
            _lastEnd = Until < now ? Until : now;
        }

        (Until, Reason, RecoversSlowly, NeedsAttention) = (null, null, false, false);
    }

    public void Load(PathState state)
    {
        (Until, Reason, NeedsAttention) = (state.PausedUntil, state.PauseReason, state.PauseNeedsAttention);
        (RecoversSlowly, _recurrence, _lastEnd) = (state.RecoversSlowly, state.PauseRecurrence, state.LastPauseEnd);
    }

    public PathState Save(PathState state) => state with
    {
        PausedUntil = Until,
        PauseReason = Reason,
        RecoversSlowly = RecoversSlowly,
        PauseNeedsAttention = NeedsAttention,
        PauseRecurrence = _recurrence,
        LastPauseEnd = _lastEnd,
    };
}
