using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Hotmail.Pacing.Telemetry;

/// <summary>
/// One observer's buffer and the task that empties it. Giving a record never waits and never throws. When nine tenths are full, attempts are dropped:
/// the rest is kept for what happens once, recipients settled and paths changed.
/// </summary>
internal sealed class ObserverQueue : IAsyncDisposable
{
    private static readonly TimeSpan SayAgainAfter = TimeSpan.FromMinutes(1);

    private readonly Channel<object> _records;
    private readonly IDeliveryObserver _observer;
    private readonly string _name;
    private readonly ILogger _logger;
    private readonly LogText _text;
    private readonly TimeProvider _time;
    private readonly TimeSpan _drainTime;
    private readonly int _reservedFrom;
    private readonly PacingMetrics _metrics;
    private readonly LogThrottle _drops;
    private readonly LogThrottle _failures;

    [SuppressMessage("Usage", "CA2213", Justification = "An abandoned observer may still hold its token; without a timer it holds nothing to release.")]
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reader;
    private Exception? _lastFailure;

    public ObserverQueue(
        IDeliveryObserver observer, TelemetryOptions options, ILogger logger, LogText text, TimeProvider time, PacingMetrics metrics)
    {
        _observer = observer;
        _name = observer.GetType().Name;
        _logger = logger;
        _text = text;
        _time = time;
        _drainTime = options.ObserverDrainTime;
        _metrics = metrics;
        _drops = new LogThrottle(time, SayAgainAfter);
        _failures = new LogThrottle(time, SayAgainAfter);
        _records = Channel.CreateBounded<object>(new BoundedChannelOptions(options.ObserverBuffer) { SingleReader = true });
        _reservedFrom = Math.Max(1, (int)(options.ObserverBuffer * 0.9));

        // The reader belongs to no request's trace.
        AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        _reader = Task.Run(ReadAsync);
        flow?.Undo();
    }

    public void Give(AttemptRecord attempt) => Give(attempt, _records.Reader.Count < _reservedFrom);

    public void Give(SettledRecord settled) => Give(settled, true);

    public void Give(PathChange change) => Give(change, true);

    /// <summary>Gives the observer what is buffered, at most for the drain time, then cancels its call.</summary>
    public async ValueTask DisposeAsync()
    {
        _records.Writer.TryComplete();
        try
        {
            await _reader.WaitAsync(_drainTime, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Not awaited: what the observer hung on the token may hang too.
            _ = _stop.CancelAsync();
            Log.ObserverAbandoned(_logger, _name, _drainTime, _records.Reader.Count);
        }

        if (_drops.TakeUnsaid() is > 0 and var dropped)
        {
            Log.ObserverDropped(_logger, _name, dropped);
        }

        if (_failures.TakeUnsaid() is > 0 and var failures && _lastFailure is { } last)
        {
            var error = _text.Error(last);
            Log.ObserverFailed(_logger, _name, failures, error);
        }
    }

    private void Give(object record, bool hasRoom)
    {
        if (hasRoom && _records.Writer.TryWrite(record))
        {
            return;
        }

        if (_drops.Count(out var dropped))
        {
            Log.ObserverDropped(_logger, _name, dropped);
        }

        try
        {
            _metrics.ObserverDropped(_name);
        }
        catch (Exception)
        {
            // A meter listener that throws must not keep the record from the other observers and the log.
        }
    }

    private async Task ReadAsync()
    {
        // Without the token: what was abandoned ends at the next record, and the writer's end ends the rest.
        await foreach (var record in _records.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            await ShowAsync(record).ConfigureAwait(false);
        }
    }

    private async ValueTask ShowAsync(object record)
    {
        try
        {
            switch (record)
            {
                case AttemptRecord attempt:
                    await _observer.OnAttemptAsync(attempt, _stop.Token).ConfigureAwait(false);
                    break;
                case SettledRecord settled:
                    await _observer.OnSettledAsync(settled, _stop.Token).ConfigureAwait(false);
                    break;
                case PathChange change:
                    await _observer.OnPhaseChangedAsync(change, _stop.Token).ConfigureAwait(false);
                    break;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The drain time is over.
        }
        catch (Exception exception)
        {
            Failed(exception);
        }
    }

    private void Failed(Exception exception)
    {
        _lastFailure = exception;
        if (_failures.Count(out var failures))
        {
            var error = _text.Error(exception);
            Log.ObserverFailed(_logger, _name, failures, error);
        }

        try
        {
            _metrics.ObserverFailed(_name);
        }
        catch (Exception)
        {
            // A meter listener that throws: the next record may go well.
        }
    }
}
