using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Telemetry;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using static Hotmail.Pacing.Tests.Telemetry.TelemetryRecords;

namespace Hotmail.Pacing.Tests.Telemetry;

public sealed class PacingMetricsTests : IAsyncDisposable
{
    private static readonly EgressPath Gmail = new("mail1", "gmail");
    private static readonly string[] PathTags = [PacingDiagnostics.GroupTag, PacingDiagnostics.SourceTag];

    private readonly TelemetryHarness _harness = new(new TelemetryOptions { MaxOtherGroups = 1 });

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public void Every_instrument_has_its_name_kind_and_unit()
    {
        var instruments = Instruments();
        Assert.Equal(
            [
                ("hotmail.pacing.accepted.rate", "ObservableGauge", "{recipient}/h"),
                ("hotmail.pacing.attempt.duration", "Histogram", "s"),
                ("hotmail.pacing.attempts", "Counter", "{attempt}"),
                ("hotmail.pacing.connections.ceiling", "ObservableUpDownCounter", "{connection}"),
                ("hotmail.pacing.connections.open", "ObservableUpDownCounter", "{connection}"),
                ("hotmail.pacing.connections.opened", "Counter", "{connection}"),
                ("hotmail.pacing.connections.refused", "Counter", "{connection}"),
                ("hotmail.pacing.deferral.ratio", "ObservableGauge", "1"),
                ("hotmail.pacing.observer.dropped", "Counter", "{record}"),
                ("hotmail.pacing.observer.failures", "Counter", "{exception}"),
                ("hotmail.pacing.path.pause.remaining", "ObservableGauge", "s"),
                ("hotmail.pacing.path.phase", "ObservableGauge", null),
                ("hotmail.pacing.queue.depth", "ObservableUpDownCounter", "{delivery}"),
                ("hotmail.pacing.queue.oldest_age", "ObservableGauge", "s"),
                ("hotmail.pacing.recipients.settled", "Counter", "{recipient}"),
                ("hotmail.pacing.retry.age", "Histogram", "s"),
            ],
            instruments.Select(instrument => (instrument.Name, instrument.GetType().Name.Split('`')[0], instrument.Unit)).Order());
        Assert.All(instruments, instrument => Assert.EndsWith(".", instrument.Description, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_instrument_of_the_public_list_exists()
    {
        var listed = typeof(PacingDiagnostics).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => !field.Name.EndsWith("Tag", StringComparison.Ordinal) && field.Name is not ("MeterName" or "ActivitySourceName" or "AttemptActivity" or "DeferralEvent"))
            .Select(field => (string)field.GetValue(null)!);
        Assert.Equal(listed.Order(), Instruments().Select(instrument => instrument.Name).Order());
    }

    [Fact]
    public void An_attempt_is_counted_timed_and_tagged()
    {
        using var attempts = _harness.Collect<long>(PacingDiagnostics.Attempts);
        using var duration = _harness.Collect<double>(PacingDiagnostics.AttemptDuration);
        using var refused = _harness.Collect<long>(PacingDiagnostics.ConnectionsRefused);
        using var retryAge = _harness.Collect<double>(PacingDiagnostics.RetryAge);

        _harness.Telemetry.Attempt(Deferred(ReplyClass.Greylist, attempt: 2, age: TimeSpan.FromMinutes(10)));

        Assert.Equal(["1 class=greylist group=microsoft-consumer source=mail1 stage=end-of-data"], Shown(attempts));
        Assert.Equal(["0.25 class=greylist group=microsoft-consumer source=mail1"], Shown(duration));
        Assert.Equal(["600 group=microsoft-consumer source=mail1"], Shown(retryAge));
        Assert.Empty(refused.GetMeasurementSnapshot());
    }

    [Fact]
    public void A_refused_connection_is_counted_as_one_and_a_first_attempt_has_no_retry_age()
    {
        using var attempts = _harness.Collect<long>(PacingDiagnostics.Attempts);
        using var refused = _harness.Collect<long>(PacingDiagnostics.ConnectionsRefused);
        using var retryAge = _harness.Collect<double>(PacingDiagnostics.RetryAge);

        _harness.Telemetry.Attempt(Refused());

        Assert.Equal(["1 class=connection-limit group=microsoft-consumer source=mail1 stage=mail"], Shown(attempts));
        Assert.Equal(["1 class=connection-limit group=microsoft-consumer source=mail1"], Shown(refused));
        Assert.Empty(retryAge.GetMeasurementSnapshot());
    }

    [Fact]
    public void Durations_have_buckets_for_mail()
    {
        using var duration = _harness.Collect<double>(PacingDiagnostics.AttemptDuration);
        using var retryAge = _harness.Collect<double>(PacingDiagnostics.RetryAge);
        Assert.Equal(600, ((Histogram<double>)duration.Instrument!).Advice!.HistogramBucketBoundaries![^1]);
        Assert.Equal(432_000, ((Histogram<double>)retryAge.Instrument!).Advice!.HistogramBucketBoundaries![^1]);
    }

    [Fact]
    public void Recipients_are_counted_by_their_final_status()
    {
        using var settled = _harness.Collect<long>(PacingDiagnostics.RecipientsSettled);
        _harness.Telemetry.Settled(Settled(RecipientStatus.Expired));
        Assert.Equal(["1 group=microsoft-consumer source=mail1 status=expired"], Shown(settled));
    }

    [Fact]
    public void Opened_connections_are_counted()
    {
        using var opened = _harness.Collect<long>(PacingDiagnostics.ConnectionsOpened);
        _harness.Telemetry.ConnectionOpened(Gmail, "mx", null, TimeSpan.Zero, tls: true);
        Assert.Equal(["1 group=gmail source=mail1"], Shown(opened));
    }

    [Fact]
    public void Paths_show_connections_ceiling_phase_and_pause()
    {
        _harness.Paths =
        [
            new PathGauge(Consumer, PacingPhase.Controlled, 25, 7, null),
            new PathGauge(Gmail, PacingPhase.Paused, 10, 0, Start.AddHours(4)),
            new PathGauge(new EgressPath("mail2", "gmail"), PacingPhase.Paused, 10, 0, Start.AddHours(-1)),
        ];

        Assert.Equal(["0 group=gmail source=mail1", "0 group=gmail source=mail2", "7 group=microsoft-consumer source=mail1"], Observed<int>(PacingDiagnostics.ConnectionsOpen));
        Assert.Equal(["10 group=gmail source=mail1", "10 group=gmail source=mail2", "25 group=microsoft-consumer source=mail1"], Observed<int>(PacingDiagnostics.ConnectionsCeiling));
        Assert.Equal(["0 group=gmail source=mail1", "0 group=gmail source=mail2", "2 group=microsoft-consumer source=mail1"], Observed<int>(PacingDiagnostics.PathPhase));
        Assert.Equal(["0 group=gmail source=mail2", "0 group=microsoft-consumer source=mail1", "14400 group=gmail source=mail1"], Observed<double>(PacingDiagnostics.PathPauseRemaining));
    }

    [Fact]
    public void Groups_past_the_number_of_tag_values_are_one_series()
    {
        _harness.Paths = [.. Enumerable.Range(0, 4).Select(number => new PathGauge(new EgressPath("mail1", $"d{number}.example"), PacingPhase.Recovery, 5, 1, null))];
        for (var number = 0; number < 4; number++)
        {
            _harness.Telemetry.Attempt(number == 0 ? Attempt(path: new EgressPath("mail1", "d0.example")) : Refused(path: new EgressPath("mail1", $"d{number}.example")));
        }

        _harness.Depths = [.. Enumerable.Range(0, 4).Select(number => new QueueDepth(new EgressPath("mail1", $"d{number}.example"), Engagement.Normal, 2, 1, Start.AddMinutes(-number)))];

        Assert.Equal(["1 group=d0.example source=mail1", "3 group=other source=mail1"], Observed<int>(PacingDiagnostics.ConnectionsOpen));
        Assert.Equal(["15 group=other source=mail1", "5 group=d0.example source=mail1"], Observed<int>(PacingDiagnostics.ConnectionsCeiling));
        Assert.Equal(["1 group=d0.example source=mail1"], Observed<int>(PacingDiagnostics.PathPhase));
        Assert.Equal(["0 group=d0.example source=mail1"], Observed<double>(PacingDiagnostics.PathPauseRemaining));
        Assert.Equal(["0 group=d0.example source=mail1", "1 group=other source=mail1"], Observed<double>(PacingDiagnostics.DeferralRatio));
        Assert.Equal(["0 group=other source=mail1", "60 group=d0.example source=mail1"], Observed<double>(PacingDiagnostics.AcceptedRate));
        Assert.Equal(["2 engagement=normal group=d0.example", "6 engagement=normal group=other"], Observed<int>(PacingDiagnostics.QueueDepth));
        Assert.Equal(["0 engagement=normal group=d0.example", "180 engagement=normal group=other"], Observed<double>(PacingDiagnostics.QueueOldestAge));
    }

    [Fact]
    public void The_queue_is_shown_by_group_and_engagement_over_all_sources()
    {
        _harness.Depths =
        [
            new QueueDepth(Consumer, Engagement.Engaged, 3, 1, Start.AddMinutes(-1)),
            new QueueDepth(Consumer with { Source = "mail2" }, Engagement.Engaged, 4, 0, Start.AddMinutes(-5)),
            new QueueDepth(Consumer with { Source = "mail3" }, Engagement.Engaged, 0, 0, null),
            new QueueDepth(Consumer, Engagement.Dormant, 0, 0, null),
        ];

        Assert.Equal(["0 engagement=dormant group=microsoft-consumer", "7 engagement=engaged group=microsoft-consumer"], Observed<int>(PacingDiagnostics.QueueDepth));
        Assert.Equal(["300 engagement=engaged group=microsoft-consumer"], Observed<double>(PacingDiagnostics.QueueOldestAge));
    }

    [Fact]
    public async Task A_shared_meter_shows_nothing_of_a_pacer_that_is_gone()
    {
        _harness.Paths = [new PathGauge(Consumer, PacingPhase.Controlled, 25, 7, null)];
        _harness.Depths = [new QueueDepth(Consumer, Engagement.Engaged, 3, 1, Start)];
        _harness.Telemetry.Attempt(Attempt());
        await _harness.Telemetry.DisposeAsync();

        Assert.Empty(Observed<int>(PacingDiagnostics.ConnectionsOpen));
        Assert.Empty(Observed<int>(PacingDiagnostics.QueueDepth));
        Assert.Empty(Observed<double>(PacingDiagnostics.DeferralRatio));
    }

    [Fact]
    public void Without_a_factory_the_meter_is_disposed_with_the_pacer()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Start);
        var groups = new GroupNames(1);
        var metrics = new PacingMetrics(null, time, groups, new ReportWindow(Start, new TelemetryOptions(), groups), () => [new PathGauge(Consumer, PacingPhase.Review, 200, 190, null)], () => []);
        var meter = (Meter)typeof(PacingMetrics).GetField("_ownMeter", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(metrics)!;
        var ended = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter == meter)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
            MeasurementsCompleted = (_, _) => ended++,
        };
        listener.Start();
        Assert.Equal(0, ended);
        metrics.Dispose();
        Assert.Equal(16, ended);
    }

    private List<Instrument> Instruments()
    {
        var instruments = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                // Tests beside this one publish theirs from their own threads.
                if (instrument.Meter.Scope == _harness.Factory)
                {
                    instruments.Add(instrument);
                }
            },
        };
        listener.Start();
        return instruments;
    }

    private List<string> Observed<T>(string instrument)
        where T : struct
    {
        using var collector = _harness.Collect<T>(instrument);
        collector.RecordObservableInstruments();
        return Shown(collector);
    }

    private static List<string> Shown<T>(MetricCollector<T> collector)
        where T : struct => [.. collector.GetMeasurementSnapshot().Select(Show).Order(StringComparer.Ordinal)];

    private static string Show<T>(CollectedMeasurement<T> measurement)
        where T : struct
    {
        if (measurement.Tags.ContainsKey(PacingDiagnostics.SourceTag))
        {
            Assert.Subset(measurement.Tags.Keys.ToHashSet(), PathTags.ToHashSet());
        }

        var tags = measurement.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key["hotmail.pacing.".Length..]}={tag.Value}");
        return string.Create(CultureInfo.InvariantCulture, $"{measurement.Value} {string.Join(' ', tags)}");
    }
}
