namespace Hotmail.Pacing.Control;

/// <summary>The least time between two messages: none until the receiver limits the rate; then half the rate it complained of, and slowly more again.</summary>
internal sealed class MessagePacer(ControlSettings settings)
{
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private DateTimeOffset _changedAt = DateTimeOffset.MinValue;
    private DateTimeOffset? _loweredAt;
    private DateTimeOffset _windowStart = DateTimeOffset.MinValue;
    private TimeSpan _failed;
    private TimeSpan _hold = settings.LearnedHoldMin;
    private int _current;
    private int _previous;

    public ControlSettings Settings { get; set; } = settings;

    /// <summary>The least time between two messages; zero when there is none.</summary>
    public TimeSpan Interval { get; private set; }

    public bool TryReserve(DateTimeOffset now, out DateTimeOffset notBefore)
    {
        if (Interval > TimeSpan.Zero)
        {
            if (now < _next)
            {
                notBefore = _next;
                return false;
            }

            // A caller that is a little late does not lose its place; one that is very late gains none.
            _next = (_next > now - Interval ? _next : now) + Interval;
        }

        notBefore = now;
        return true;
    }

    /// <summary>Counts a message, to know the rate.</summary>
    public void Count(DateTimeOffset now)
    {
        var age = now - _windowStart;
        if (age >= Settings.RateWindow)
        {
            _previous = age < Settings.RateWindow * 2 ? _current : 0;
            _current = 0;
            _windowStart = now;
        }

        _current++;
    }

    /// <summary>Lowers the rate, once for each event.</summary>
    /// <returns>Whether it was lowered.</returns>
    public bool Slow(DateTimeOffset now)
    {
        if (now - _loweredAt < Settings.RateWindow)
        {
            return false;
        }

        var known = Interval > TimeSpan.Zero;
        _failed = known ? Interval : Settings.RateWindow / Math.Max(1, Math.Max(_current, _previous));
        var doubled = _hold * 2;
        _hold = !known ? Settings.LearnedHoldMin : doubled < Settings.LearnedHoldMax ? doubled : Settings.LearnedHoldMax;
        var slowed = _failed / Settings.RateCut;
        Interval = slowed < Settings.RateWindow ? slowed : Settings.RateWindow;
        (_loweredAt, _changedAt, _next) = (now, now, now + Interval);
        return true;
    }

    /// <summary>Raises the rate after a hold without complaint; at twice the rate that failed there is none any more.</summary>
    /// <returns>Whether it changed.</returns>
    public bool Advance(DateTimeOffset now)
    {
        if (Interval == TimeSpan.Zero)
        {
            return false;
        }

        var raised = Interval / Settings.RateRaise;
        var nearFailed = Interval >= _failed && raised < _failed * 1.1;
        if (now - _changedAt < (nearFailed ? _hold : Settings.Hold))
        {
            return false;
        }

        Interval = raised * 2 <= _failed ? TimeSpan.Zero : raised;
        _changedAt = now;
        return true;
    }

    public void Load(PathState state, DateTimeOffset now)
    {
        Interval = state.MessageInterval;
        _failed = Interval * Settings.RateCut;
        _changedAt = now;
    }
}
