using System.Diagnostics.CodeAnalysis;
using Hotmail.Pacing.Reputation.Observations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotmail.Pacing.Reputation.Monitoring;

/// <summary>
/// Runs checks again and again, each on a schedule of its own, and hands what they see to every sink (<see cref="Signals.ReputationSignals"/>, <see cref="Alerts.ReputationAlerts"/>).
/// A check that fails, hangs until its timeout, or a sink that throws keeps no other from its work.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A stop that comes late still cancels it; without a timer the token source holds nothing to release.")]
public sealed partial class ReputationMonitor : IHostedService
{
    private readonly object _sync = new();
    private readonly IReputationCheck[] _checks;
    private readonly ReputationMonitorOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IReputationSink _sinks;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private bool _started;

    /// <summary>Makes a monitor; <see cref="StartAsync"/> starts it.</summary>
    /// <param name="checks">What runs.</param>
    /// <param name="sinks">Who takes what they see.</param>
    /// <param name="options">How often; <see langword="null"/> for the defaults. Not to be changed afterwards.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    /// <param name="logger">Where failures go; <see langword="null"/> for nowhere.</param>
    /// <exception cref="ArgumentException">An option, or a check's interval, is out of its range.</exception>
    public ReputationMonitor(
        IEnumerable<IReputationCheck> checks, IEnumerable<IReputationSink> sinks, ReputationMonitorOptions? options = null, TimeProvider? timeProvider = null,
        ILogger<ReputationMonitor>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(checks);
        ArgumentNullException.ThrowIfNull(sinks);
        _options = options ?? new ReputationMonitorOptions();
        _options.Check();
        _checks = [.. checks];
        if (Array.Find(_checks, static check => check.Interval is { } interval && !ReputationMonitorOptions.IsInterval(interval)) is { } wrong)
        {
            throw new ArgumentException($"The interval of the check {wrong.Name} is {wrong.Interval}: it must be from a second to 30 days.", nameof(checks));
        }

        _time = timeProvider ?? TimeProvider.System;
        _logger = logger ?? (ILogger)NullLogger.Instance;
        _sinks = new EverySink([.. sinks], _logger);
    }

    /// <summary>Starts the schedules, and returns at once. Harmless when called again.</summary>
    /// <param name="cancellationToken">Not used.</param>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_sync)
        {
            if (!_started)
            {
                _started = true;
                _running = Task.WhenAll(_checks.Select(check => Task.Run(() => RepeatAsync(check, _stop.Token), CancellationToken.None)));
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Cancels what runs, and waits for it to end. It does not start again.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task running;
        lock (_sync)
        {
            running = _running;
        }

        await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RepeatAsync(IReputationCheck check, CancellationToken stop)
    {
        var wait = _options.FirstWait(Draw());
        while (true)
        {
            await Task.Delay(wait, _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            await RunAsync(check, stop).ConfigureAwait(false);
            wait = _options.NextWait(check.Interval, Draw());
        }
    }

    private async Task RunAsync(IReputationCheck check, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        try
        {
            await check.RunAsync(_sinks, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The monitor stops.
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            CheckTimedOut(_logger, check.Name, _options.Timeout);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            CheckFailed(_logger, exception, check.Name);
        }
    }

    private double Draw()
    {
        lock (_options)
        {
            return _options.Random.NextDouble();
        }
    }

    [LoggerMessage(EventId = 6101, EventName = nameof(CheckFailed), Level = LogLevel.Error, Message = "The check {Check} failed; it runs again after its interval")]
    private static partial void CheckFailed(ILogger logger, Exception exception, string check);

    [LoggerMessage(EventId = 6102, EventName = nameof(CheckTimedOut), Level = LogLevel.Warning, Message = "The check {Check} took longer than {Timeout} and was cancelled; it runs again after its interval")]
    private static partial void CheckTimedOut(ILogger logger, string check, TimeSpan timeout);

    [LoggerMessage(EventId = 6103, EventName = nameof(SinkFailed), Level = LogLevel.Error, Message = "{Sink} threw at an observation")]
    private static partial void SinkFailed(ILogger logger, Exception exception, string sink);

    private sealed class EverySink(IReputationSink[] sinks, ILogger logger) : IReputationSink
    {
        public void Observe(ReputationObservation observation)
        {
            ArgumentNullException.ThrowIfNull(observation);
            foreach (var sink in sinks)
            {
                try
                {
                    sink.Observe(observation);
                }
                catch (Exception exception) when (exception is not OutOfMemoryException)
                {
                    SinkFailed(logger, exception, sink.GetType().Name);
                }
            }
        }
    }
}
