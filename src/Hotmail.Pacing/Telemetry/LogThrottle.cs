namespace Hotmail.Pacing.Telemetry;

/// <summary>Lets an event be logged at once, and then at most once per interval with the number of events since.</summary>
internal sealed class LogThrottle(TimeProvider time, TimeSpan interval)
{
    private readonly object _sync = new();
    private long _unsaid;
    private long _lastSaid;
    private bool _said;

    /// <summary>Counts an event, and says whether to log now.</summary>
    public bool Count(out long events)
    {
        var now = time.GetTimestamp();
        lock (_sync)
        {
            _unsaid++;
            if (_said && time.GetElapsedTime(_lastSaid, now) < interval)
            {
                events = 0;
                return false;
            }

            (events, _unsaid, _lastSaid, _said) = (_unsaid, 0, now, true);
            return true;
        }
    }

    /// <summary>The events that were never logged, at the end.</summary>
    public long TakeUnsaid()
    {
        lock (_sync)
        {
            (var events, _unsaid) = (_unsaid, 0);
            return events;
        }
    }
}
