namespace Hotmail.Pacing.Transport;

/// <summary>
/// Ends a session when the time of its present step is up, or when the caller cancels: by closing the socket, so that whatever waits for it fails. One timer
/// for the session's life; starting a step usually only stores its time. Thread-safe.
/// </summary>
internal sealed class StepTimer : IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly Action _end;
    private readonly ITimer _timer;
    private long _started;
    private TimeSpan _limit = Timeout.InfiniteTimeSpan;
    private TimeSpan _armedFor = Timeout.InfiniteTimeSpan;
    private long _armedAt;
    private TransportFailure _reason;

    /// <summary>Makes a timer that has no step yet.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="end">Closes the socket; called at most once for each reason.</param>
    public StepTimer(TimeProvider time, Action end)
    {
        _time = time;
        _end = end;
        _timer = time.CreateTimer(static state => ((StepTimer)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Why the session was ended; <see cref="TransportFailure.None"/> while it was not.</summary>
    public TransportFailure Reason
    {
        get
        {
            lock (_gate)
            {
                return _reason;
            }
        }
    }

    /// <summary>Begins a step, and with it its time.</summary>
    /// <param name="limit">How long it may take; a negative one is no limit.</param>
    public void Start(TimeSpan limit)
    {
        lock (_gate)
        {
            _limit = limit < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : limit;
            if (_limit == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            _started = _time.GetTimestamp();
            if (_armedFor == Timeout.InfiniteTimeSpan || _armedFor - _time.GetElapsedTime(_armedAt, _started) > _limit)
            {
                Arm(_limit, _started);
            }
        }
    }

    /// <summary>Ends the step: the session may now be idle for any time.</summary>
    public void Stop() => Start(Timeout.InfiniteTimeSpan);

    /// <summary>Ends the session.</summary>
    /// <param name="reason">Why; the first reason stands.</param>
    public void End(TransportFailure reason)
    {
        lock (_gate)
        {
            if (_reason == TransportFailure.None)
            {
                _reason = reason;
            }
        }

        _end();
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void OnTimer()
    {
        lock (_gate)
        {
            _armedFor = Timeout.InfiniteTimeSpan;
            if (_limit == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            var now = _time.GetTimestamp();
            var left = _limit - _time.GetElapsedTime(_started, now);
            if (left > TimeSpan.Zero)
            {
                // The timer was set for an earlier step.
                Arm(left, now);
                return;
            }
        }

        End(TransportFailure.TimedOut);
    }

    private void Arm(TimeSpan due, long now)
    {
        // Timers count whole milliseconds: rounded up, so that it never fires just before the time.
        _armedFor = due > s_longest ? s_longest : TimeSpan.FromMilliseconds(Math.Ceiling(due.TotalMilliseconds));
        _armedAt = now;
        _timer.Change(_armedFor, Timeout.InfiniteTimeSpan);
    }
}
