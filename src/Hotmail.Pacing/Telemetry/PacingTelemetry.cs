using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.Logging;

namespace Hotmail.Pacing.Telemetry;

/// <summary>
/// Where the pump tells what happened, once: it goes from here to the report, the observers, the meters, the log and the activity. Nothing here waits,
/// and a listener that throws does not harm the pump. Immutable; its parts guard themselves.
/// </summary>
internal sealed class PacingTelemetry : IAsyncDisposable
{
    private static readonly TimeSpan SayAgainAfter = TimeSpan.FromMinutes(1);
    private static readonly AdviserThresholds Thresholds = new();

    private readonly TimeProvider _time;
    private readonly GroupNames _groups;
    private readonly ReportWindow _report;
    private readonly PacingMetrics _metrics;
    private readonly PacingLog _log;
    private readonly ObserverQueue[] _observers;
    private readonly LogThrottle _failures;

    public PacingTelemetry(
        ILogger logger, TimeProvider time, IMeterFactory? meterFactory, IEnumerable<IDeliveryObserver> observers, TelemetryOptions options,
        Func<IReadOnlyList<PathGauge>> paths, Func<IReadOnlyList<QueueDepth>> depths)
    {
        Logger = logger = new QuietLogger(logger);
        Text = new LogText(options.ShowAddresses);
        _time = time;
        _log = new PacingLog(logger, Text);
        _failures = new LogThrottle(time, SayAgainAfter);
        _groups = new GroupNames(options.MaxOtherGroups);
        _report = new ReportWindow(time.GetUtcNow(), options, _groups);
        _metrics = new PacingMetrics(meterFactory, time, _groups, _report, paths, depths);
        _observers = [.. observers.Select(observer => new ObserverQueue(observer, options, logger, Text, time, _metrics))];
    }

    /// <summary>For the messages of <see cref="Log"/> that have no method here. Never throws.</summary>
    public ILogger Logger { get; }

    /// <summary>Makes texts that others wrote fit for them.</summary>
    public LogText Text { get; }

    /// <summary>Sets which groups are configured, at start and at a reload: they keep their names in tags and in the report.</summary>
    public void Configure(IEnumerable<string> groups) => _groups.Configure(groups);

    /// <summary>Begins an attempt's activity; <see langword="null"/> when nobody listens. <see cref="Attempt"/> ends it.</summary>
    public Activity? StartAttempt(EgressPath path)
    {
        try
        {
            return AttemptActivity.Start(path, _time.GetUtcNow());
        }
        catch (Exception exception)
        {
            Failed(exception);
            return null;
        }
    }

    /// <summary>An attempt ended. One that found the connection refused counts and logs the refusal too.</summary>
    public void Attempt(AttemptRecord record, Activity? activity = null)
    {
        _report.Add(record.Path, record.Campaign, ReportSample.Of(record), record.At);
        try
        {
            foreach (var observer in _observers)
            {
                observer.Give(record);
            }

            _log.Attempt(record);
            _metrics.Attempt(record);
        }
        catch (Exception exception)
        {
            Failed(exception);
        }

        if (activity is not null)
        {
            End(activity, record);
        }
    }

    /// <summary>A recipient reached its final status.</summary>
    public void Settled(SettledRecord record)
    {
        try
        {
            foreach (var observer in _observers)
            {
                observer.Give(record);
            }

            _log.Settled(record);
            _metrics.Settled(record);
        }
        catch (Exception exception)
        {
            Failed(exception);
        }
    }

    /// <summary>A path's phase, ceiling or pause changed.</summary>
    public void Changed(PathChange change)
    {
        try
        {
            foreach (var observer in _observers)
            {
                observer.Give(change);
            }

            _log.Changed(change);
        }
        catch (Exception exception)
        {
            Failed(exception);
        }
    }

    /// <summary>A connection is ready for mail.</summary>
    public void ConnectionOpened(EgressPath path, string? host, IPEndPoint? endPoint, TimeSpan elapsed, bool tls)
    {
        _log.ConnectionOpened(path, host, endPoint, elapsed, tls);
        try
        {
            _metrics.ConnectionOpened(path);
        }
        catch (Exception exception)
        {
            Failed(exception);
        }
    }

    /// <summary>One host gave no session, for another reason than a refusal; the next host may.</summary>
    public void ConnectionFailed(EgressPath path, string? host, SmtpStage stage, TransportFailure failure, string? detail) =>
        _log.ConnectionFailed(path, host, stage, failure, detail);

    /// <summary>A connection closed.</summary>
    public void ConnectionClosed(EgressPath path, string? host, int messages, string reason) => _log.ConnectionClosed(path, host, messages, reason);

    /// <summary>The answer to the end of data was lost: trying again may deliver the message twice.</summary>
    public void OutcomeUnknown(EgressPath path, MessageId message, DeliveryId delivery, string domain, string? detail) =>
        _log.OutcomeUnknown(path, message, delivery, domain, detail);

    /// <summary>The report on the window that ends now.</summary>
    public DeliveryReport GetReport(DateTimeOffset now) => _report.GetReport(now);

    /// <summary>What the report shows, and what to do first.</summary>
    public static IReadOnlyList<Advice> GetAdvice(DeliveryReport report, Func<string, bool> isNewSource, Func<EgressPath, string?>? restriction = null) =>
        DeliveryAdviser.Advise(report, isNewSource, restriction ?? (static _ => null), Thresholds);

    /// <summary>Gives the observers what is buffered, within the drain time, and ends the meter.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_observers.Select(static observer => observer.DisposeAsync().AsTask())).ConfigureAwait(false);
        _metrics.Dispose();
    }

    private void End(Activity activity, AttemptRecord record)
    {
        try
        {
            AttemptActivity.Stop(activity, record);
        }
        catch (Exception exception)
        {
            Failed(exception);
        }
    }

    private void Failed(Exception exception)
    {
        if (_failures.Count(out _))
        {
            var error = Text.Error(exception);
            Log.TelemetryFailed(Logger, error);
        }
    }
}
