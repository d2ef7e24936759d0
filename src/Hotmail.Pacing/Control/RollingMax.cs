namespace Hotmail.Pacing.Control;

/// <summary>The highest value seen lately: over at least one span, at most two.</summary>
internal struct RollingMax
{
    private DateTimeOffset _start;
    private int _current;
    private int _previous;

    public void Add(DateTimeOffset now, TimeSpan span, int value)
    {
        Turn(now, span);
        _current = Math.Max(_current, value);
    }

    public int Read(DateTimeOffset now, TimeSpan span)
    {
        Turn(now, span);
        return Math.Max(_current, _previous);
    }

    /// <summary>Takes back what is above a limit.</summary>
    public void Limit(int limit) => (_current, _previous) = (Math.Min(_current, limit), Math.Min(_previous, limit));

    private void Turn(DateTimeOffset now, TimeSpan span)
    {
        var age = now - _start;
        if (age < span)
        {
            return;
        }

        _previous = age < span * 2 ? _current : 0;
        _current = 0;
        _start = now;
    }
}
