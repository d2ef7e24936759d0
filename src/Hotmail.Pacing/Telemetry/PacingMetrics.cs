using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Telemetry;

/// <summary>The library's instruments. What nobody listens to is not computed.</summary>
internal sealed class PacingMetrics : IDisposable
{
    private readonly TimeProvider _time;
    private readonly GroupNames _groups;
    private readonly ReportWindow _report;
    private readonly Meter? _ownMeter;
    private readonly Counter<long> _opened;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _settled;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _observerFailures;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _retryAge;
    private readonly Func<IReadOnlyList<PathGauge>> _paths;
    private readonly Func<IReadOnlyList<QueueDepth>> _depths;
    private volatile bool _disposed;

    [SuppressMessage("Reliability", "CA2000", Justification = "A factory's meter is shared and lives as long as the factory.")]
    public PacingMetrics(
        IMeterFactory? factory, TimeProvider time, GroupNames groups, ReportWindow report,
        Func<IReadOnlyList<PathGauge>> paths, Func<IReadOnlyList<QueueDepth>> depths)
    {
        (_time, _groups, _report, _paths, _depths) = (time, groups, report, paths, depths);
        var version = typeof(PacingMetrics).Assembly.GetName().Version?.ToString(3);
        var meter = factory?.Create(PacingDiagnostics.MeterName, version) ?? (_ownMeter = new Meter(PacingDiagnostics.MeterName, version));
        _opened = meter.CreateCounter<long>(PacingDiagnostics.ConnectionsOpened, "{connection}", "Connections that were opened.");
        _refused = meter.CreateCounter<long>(PacingDiagnostics.ConnectionsRefused, "{connection}", "Connections that the receiver refused.");
        _attempts = meter.CreateCounter<long>(PacingDiagnostics.Attempts, "{attempt}", "Delivery attempts.");
        _settled = meter.CreateCounter<long>(PacingDiagnostics.RecipientsSettled, "{recipient}", "Recipients that reached a final status.");
        _dropped = meter.CreateCounter<long>(PacingDiagnostics.ObserverDropped, "{record}", "Records that a slow observer did not get.");
        _observerFailures = meter.CreateCounter<long>(PacingDiagnostics.ObserverFailures, "{exception}", "Exceptions thrown by an observer.");
        _duration = Seconds(
            meter, PacingDiagnostics.AttemptDuration, "How long attempts took.", [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600]);
        _retryAge = Seconds(
            meter, PacingDiagnostics.RetryAge, "The messages' age at attempts after the first.", [60, 300, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800, 432000]);
        meter.CreateObservableUpDownCounter(
            PacingDiagnostics.ConnectionsOpen, () => ByPath(static path => path.OpenConnections), "{connection}", "Connections open.");
        meter.CreateObservableUpDownCounter(
            PacingDiagnostics.ConnectionsCeiling, () => ByPath(static path => path.Ceiling), "{connection}", "Connections that may be open.");
        meter.CreateObservableGauge(
            PacingDiagnostics.PathPhase, ObservePhases, null, "The path's phase: 0 paused, 1 recovery, 2 controlled, 3 expansion, 4 review.");
        meter.CreateObservableGauge(PacingDiagnostics.PathPauseRemaining, ObservePauses, "s", "How long the path stays paused.");
        meter.CreateObservableGauge(PacingDiagnostics.DeferralRatio, ObserveDeferrals, "1", "Deferred attempts by attempts, over the last hour.");
        meter.CreateObservableGauge(PacingDiagnostics.AcceptedRate, ObserveAccepted, "{recipient}/h", "Recipients accepted per hour, over the last hour.");
        meter.CreateObservableUpDownCounter(PacingDiagnostics.QueueDepth, ObserveDepths, "{delivery}", "Deliveries in the queue.");
        meter.CreateObservableGauge(PacingDiagnostics.QueueOldestAge, ObserveOldest, "s", "The age of the oldest delivery in the queue.");
    }

    public void Attempt(AttemptRecord record)
    {
        var retry = record.Attempt > 1 && _retryAge.Enabled;
        if (!_attempts.Enabled && !_duration.Enabled && !_refused.Enabled && !retry)
        {
            return;
        }

        var path = new TagList
        {
            { PacingDiagnostics.SourceTag, record.Path.Source },
            { PacingDiagnostics.GroupTag, _groups.Tag(record.Path.Group) },
        };
        if (retry)
        {
            _retryAge.Record(record.MessageAge.TotalSeconds, path);
        }

        path.Add(PacingDiagnostics.ClassTag, TelemetryNames.Of(record.Classification.Class));
        _duration.Record(record.Duration.TotalSeconds, path);
        if (record.ConnectionRefused)
        {
            _refused.Add(1, path);
        }

        path.Add(PacingDiagnostics.StageTag, TelemetryNames.Of(record.Stage));
        _attempts.Add(1, path);
    }

    public void Settled(SettledRecord record)
    {
        if (_settled.Enabled)
        {
            _settled.Add(
                1,
                Tag(PacingDiagnostics.SourceTag, record.Recipient.Path.Source),
                Tag(PacingDiagnostics.GroupTag, _groups.Tag(record.Recipient.Path.Group)),
                Tag(PacingDiagnostics.StatusTag, TelemetryNames.Of(record.Recipient.Status)));
        }
    }

    public void ConnectionOpened(EgressPath path)
    {
        if (_opened.Enabled)
        {
            _opened.Add(1, Tag(PacingDiagnostics.SourceTag, path.Source), Tag(PacingDiagnostics.GroupTag, _groups.Tag(path.Group)));
        }
    }

    public void ObserverDropped(string observer) => _dropped.Add(1, Tag(PacingDiagnostics.ObserverTag, observer));

    public void ObserverFailed(string observer) => _observerFailures.Add(1, Tag(PacingDiagnostics.ObserverTag, observer));

    public void Dispose()
    {
        _disposed = true;
        _ownMeter?.Dispose();
    }

    private static Histogram<double> Seconds(Meter meter, string name, string description, double[] buckets)
    {
#if NET9_0_OR_GREATER
        return meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });
#else
        // Advice on buckets came with .NET 9.
        return meter.CreateHistogram<double>(name, "s", description);
#endif
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private static Measurement<T> Measure<T>(EgressPath path, T value)
        where T : struct => new(value, Tag(PacingDiagnostics.SourceTag, path.Source), Tag(PacingDiagnostics.GroupTag, path.Group));

    // Groups that share the tag value "other" are one time series: their measurements are summed up.
    private IEnumerable<Measurement<int>> ByPath(Func<PathGauge, int> read)
    {
        var sums = new Dictionary<EgressPath, int>();
        foreach (var path in Paths())
        {
            CollectionsMarshal.GetValueRefOrAddDefault(sums, Tagged(path.Path), out _) += read(path);
        }

        return sums.Select(static pair => Measure(pair.Key, pair.Value));
    }

    // A sum of phases is none: the groups under "other" have no phase there, and no pause.
    private IEnumerable<Measurement<int>> ObservePhases() => Paths()
        .Where(path => Tagged(path.Path) == path.Path)
        .Select(static path => Measure(path.Path, (int)path.Phase));

    private IEnumerable<Measurement<double>> ObservePauses()
    {
        var now = _time.GetUtcNow();
        return Paths()
            .Where(path => Tagged(path.Path) == path.Path)
            .Select(path => Measure(path.Path, path.PausedUntil > now ? (path.PausedUntil.Value - now).TotalSeconds : 0));
    }

    private IEnumerable<Measurement<double>> ObserveDeferrals() => Rates()
        .Where(static rate => rate.Attempts > 0)
        .Select(static rate => Measure(rate.Path, (double)rate.Deferred / rate.Attempts));

    private IEnumerable<Measurement<double>> ObserveAccepted() => Rates().Select(static rate => Measure(rate.Path, rate.AcceptedPerHour));

    private IEnumerable<Measurement<int>> ObserveDepths() =>
        ByGroup().Select(static item => MeasureQueue(item.Key, item.Value.Waiting));

    private IEnumerable<Measurement<double>> ObserveOldest()
    {
        var now = _time.GetUtcNow();
        return ByGroup()
            .Where(static item => item.Value.Oldest is not null)
            .Select(item => MeasureQueue(item.Key, Math.Max(0, (now - item.Value.Oldest!.Value).TotalSeconds)));
    }

    private static Measurement<T> MeasureQueue<T>((string Group, Engagement Engagement) key, T value)
        where T : struct => new(
        value, Tag(PacingDiagnostics.GroupTag, key.Group), Tag(PacingDiagnostics.EngagementTag, TelemetryNames.Of(key.Engagement)));

    private Dictionary<(string Group, Engagement Engagement), (int Waiting, DateTimeOffset? Oldest)> ByGroup()
    {
        var groups = new Dictionary<(string, Engagement), (int Waiting, DateTimeOffset? Oldest)>();
        foreach (var depth in _disposed ? [] : _depths())
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, (_groups.Tag(depth.Path.Group), depth.Engagement), out _);
            sum = (sum.Waiting + depth.Waiting, sum.Oldest < depth.OldestAcceptedAt ? sum.Oldest : depth.OldestAcceptedAt ?? sum.Oldest);
        }

        return groups;
    }

    private IEnumerable<PathRate> Rates() => _disposed
        ? []
        : _report.GetRates(_time.GetUtcNow()).GroupBy(rate => Tagged(rate.Path)).Select(static same => new PathRate(
            same.Key, same.Sum(rate => rate.Attempts), same.Sum(rate => rate.Deferred), same.Sum(rate => rate.AcceptedPerHour)));

    private IReadOnlyList<PathGauge> Paths() => _disposed ? [] : _paths();

    private EgressPath Tagged(EgressPath path) => path.Group == DeliveryReport.Others
        ? path with { Group = TelemetryNames.Other }
        : path with { Group = _groups.Tag(path.Group) };
}
