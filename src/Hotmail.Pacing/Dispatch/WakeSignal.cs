namespace Hotmail.Pacing.Dispatch;

/// <summary>An asynchronous auto-reset event with an alarm: one waiter, any number of setters, and sets that come before the wait are not lost.</summary>
internal sealed class WakeSignal : IDisposable
{
    /// <summary>Timers take less than 50 days; waking up for nothing once a day does no harm.</summary>
    private static readonly TimeSpan LongestAlarm = TimeSpan.FromDays(1);

    private readonly object _sync = new();
    private readonly ITimer _alarm;
    private TaskCompletionSource? _waiter;
    private bool _isSet;

    public WakeSignal(TimeProvider time)
    {
        _alarm = time.CreateTimer(static state => ((WakeSignal)state!).Set(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Wakes the waiter, now or when it comes.</summary>
    public void Set()
    {
        TaskCompletionSource? waiter;
        lock (_sync)
        {
            waiter = _waiter;
            _waiter = null;
            _isSet = waiter is null;
        }

        waiter?.TrySetResult();
    }

    /// <summary>Waits until it is set, or until the alarm's time has passed.</summary>
    /// <param name="timeout">The alarm; <see langword="null"/> for none. Zero or less does not wait.</param>
    public async ValueTask WaitAsync(TimeSpan? timeout)
    {
        TaskCompletionSource waiter;
        lock (_sync)
        {
            if (_isSet || timeout <= TimeSpan.Zero)
            {
                _isSet = false;
                return;
            }

            _waiter = waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (timeout is { } alarm)
        {
            // Timers count whole milliseconds: round up, or the waiter would wake just before its time and spin.
            var rounded = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(alarm.TotalMilliseconds, LongestAlarm.TotalMilliseconds)));
            _alarm.Change(rounded, Timeout.InfiniteTimeSpan);
        }

        await waiter.Task.ConfigureAwait(false);
        _alarm.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _alarm.Dispose();
}
