namespace Hotmail.Pacing.Control;

/// <summary>How many attempts of late were accepted, and how many the receiver held up to slow the path down: over at least one span, at most two.</summary>
internal sealed class RefusalWindow(ControlSettings settings)
{
    private DateTimeOffset _start;
    private Counts _current;
    private Counts _previous;

    public ControlSettings Settings { get; set; } = settings;

    /// <summary>Counts an attempt.</summary>
    public void Add(DateTimeOffset now, bool throttled)
    {
        Turn(now);
        _current.Attempts++;
        if (throttled)
        {
            _current.Throttled++;
        }
    }

    /// <summary>Whether the throttle is widespread: enough samples, and enough of them throttled.</summary>
    public bool IsWidespread(DateTimeOffset now)
    {
        Turn(now);
        return Attempts >= Settings.WidespreadSamples && Throttled >= Settings.WidespreadShare * Attempts;
    }

    /// <summary>Whether enough attempts were throttled to lower the message rate.</summary>
    public bool IsRateLimited(DateTimeOffset now)
    {
        Turn(now);
        return Throttled >= Settings.RateLimitedShare * Attempts;
    }

    /// <summary>Whether anything went through lately.</summary>
    public bool AnyAccepted(DateTimeOffset now)
    {
        Turn(now);
        return Attempts > Throttled;
    }

    public int Attempts => _current.Attempts + _previous.Attempts;

    public int Throttled => _current.Throttled + _previous.Throttled;

    public void Clear() => (_current, _previous) = (default, default);

    private void Turn(DateTimeOffset now)
    {
        var age = now - _start;
        if (age < Settings.WidespreadWindow)
        {
            return;
        }

        _previous = age < Settings.WidespreadWindow * 2 ? _current : default;
        _current = default;
        _start = now;
    }

    private struct Counts
    {
        public int Attempts;
        public int Throttled;
    }
}
