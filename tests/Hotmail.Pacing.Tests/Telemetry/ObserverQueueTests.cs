using System.Diagnostics.Metrics;
using Hotmail.Pacing.Telemetry;
using static Hotmail.Pacing.Tests.Telemetry.TelemetryRecords;

namespace Hotmail.Pacing.Tests.Telemetry;

public sealed class ObserverQueueTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Records_come_in_order_and_all_of_them_before_the_end()
    {
        var observer = new RecordingObserver { Then = static async (_, _) => await Task.Yield() };
        await using var harness = new TelemetryHarness(null, observer);
        var expected = new List<string>();
        for (var number = 2; number < 500; number++)
        {
            harness.Telemetry.Attempt(Attempt(attempt: number));
            harness.Telemetry.Settled(Settled(RecipientStatus.Delivered));
            expected.AddRange([$"attempt {number}", "settled"]);
        }

        harness.Telemetry.Changed(Change());
        await harness.Telemetry.DisposeAsync();

        Assert.Equal([.. expected, "change"], observer.Seen);
        Assert.DoesNotContain(harness.LoggedIds, id => id >= 5000);
    }

    [Fact]
    public async Task When_nine_tenths_are_full_attempts_are_dropped_and_the_rest_is_kept_until_it_is_full()
    {
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var observer = new RecordingObserver
        {
            Then = (_, _) =>
            {
                entered.TrySetResult();
                return release.Task;
            },
        };
        await using var harness = new TelemetryHarness(new TelemetryOptions { ObserverBuffer = 20 }, observer);
        using var dropped = harness.Collect<long>(PacingDiagnostics.ObserverDropped);
        harness.Telemetry.Attempt(Attempt());
        await entered.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        for (var number = 2; number < 32; number++)
        {
            harness.Telemetry.Attempt(Attempt(attempt: number));
        }

        Assert.Equal(12, dropped.GetMeasurementSnapshot().Count);
        harness.Telemetry.Settled(Settled(RecipientStatus.Delivered));
        harness.Telemetry.Changed(Change());
        Assert.Equal(12, dropped.GetMeasurementSnapshot().Count);
        harness.Telemetry.Changed(Change());
        harness.Telemetry.Settled(Settled(RecipientStatus.Delivered));
        Assert.Equal(14, dropped.GetMeasurementSnapshot().Count);
        Assert.Equal("RecordingObserver", dropped.LastMeasurement!.Tags[PacingDiagnostics.ObserverTag]);

        release.SetResult();
        await harness.Telemetry.DisposeAsync();
        Assert.Equal([.. Enumerable.Range(2, 18).Select(number => $"attempt {number}").Prepend("attempt"), "settled", "change"], observer.Seen);
        Assert.Equal(
            ["The observer RecordingObserver is too slow: 1 records were dropped since it was last said", "The observer RecordingObserver is too slow: 13 records were dropped since it was last said"],
            harness.Logger.Collector.GetSnapshot().Where(record => record.Id.Id == 5002).Select(record => record.Message));
    }

    [Fact]
    public async Task An_observer_that_throws_gets_the_next_record_and_is_told_of_once_a_minute()
    {
        using var calls = new SemaphoreSlim(0);
        var observer = new RecordingObserver
        {
            Then = (_, _) =>
            {
                calls.Release();
                throw new InvalidOperationException("cannot store jane.doe@hotmail.com");
            },
        };
        var other = new RecordingObserver();
        await using var harness = new TelemetryHarness(null, observer, other);
        using var failures = harness.Collect<long>(PacingDiagnostics.ObserverFailures);

        await TellAsync(harness, failures, 10);
        harness.Time.Advance(TimeSpan.FromSeconds(59));
        await TellAsync(harness, failures, 1);
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        await TellAsync(harness, failures, 3);
        await harness.Telemetry.DisposeAsync();

        var said = harness.Logger.Collector.GetSnapshot().Where(record => record.Id.Id == 5001).Select(record => record.Message).ToList();
        Assert.Equal(3, said.Count);
        Assert.StartsWith("The observer RecordingObserver threw (1 times since it was last said). System.InvalidOperationException: cannot store j***@hotmail.com", said[0], StringComparison.Ordinal);
        Assert.Contains("(11 times", said[1], StringComparison.Ordinal);
        Assert.Contains("(2 times", said[2], StringComparison.Ordinal);
        Assert.Equal(14, other.Seen.Count());
    }

    [Fact]
    public async Task An_observer_that_hangs_holds_up_neither_the_others_nor_the_end()
    {
        var (hanging, entered, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        var observer = new RecordingObserver
        {
            Then = (_, token) =>
            {
                token.Register(cancelled.SetResult);
                entered.TrySetResult();
                return hanging.Task;
            },
        };
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var other = new RecordingObserver
        {
            Then = (what, _) =>
            {
                if (what == "settled")
                {
                    shown.TrySetResult();
                }

                return Task.CompletedTask;
            },
        };
        await using var harness = new TelemetryHarness(null, observer, other);
        harness.Telemetry.Attempt(Attempt());
        harness.Telemetry.Changed(Change());
        harness.Telemetry.Settled(Settled(RecipientStatus.Delivered));
        await entered.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        // The drain time is the clock's, the reading the machine's: a reader that had no turn yet would be abandoned as well.
        await shown.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        var disposal = harness.Telemetry.DisposeAsync().AsTask();
        harness.Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(disposal.IsCompleted);
        Assert.False(cancelled.Task.IsCompleted);
        harness.Time.Advance(TimeSpan.FromSeconds(0.1));
        await disposal.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await cancelled.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(["attempt", "change", "settled"], other.Seen);
        Assert.Contains("5003 ObserverAbandoned Warning: The observer RecordingObserver was still busy after 00:00:05: 2 records were not given to it", harness.Logged);
        hanging.SetResult();
        Assert.Equal(["attempt"], observer.Seen);
    }

    [Fact]
    public async Task An_observer_that_blocks_does_not_block_who_tells_it()
    {
        using var release = new ManualResetEventSlim();
        var observer = new RecordingObserver
        {
            Then = (_, _) =>
            {
                release.Wait(TestContext.Current.CancellationToken);
                return Task.CompletedTask;
            },
        };
        await using var harness = new TelemetryHarness(null, observer);
        harness.Telemetry.Attempt(Attempt());
        harness.Telemetry.Settled(Settled(RecipientStatus.Delivered));
        release.Set();
        await harness.Telemetry.DisposeAsync();
        Assert.Equal(["attempt", "settled"], observer.Seen);
    }

    [Fact]
    public async Task Disposing_twice_is_harmless_and_what_comes_after_is_dropped()
    {
        var observer = new RecordingObserver();
        await using var harness = new TelemetryHarness(null, observer);
        await harness.Telemetry.DisposeAsync();
        harness.Telemetry.Attempt(Attempt());
        await harness.Telemetry.DisposeAsync();
        Assert.Empty(observer.Seen);
    }

    private static async Task TellAsync(TelemetryHarness harness, Microsoft.Extensions.Diagnostics.Metrics.Testing.MetricCollector<long> failures, int times)
    {
        var before = failures.GetMeasurementSnapshot().Count;
        for (var number = 0; number < times; number++)
        {
            harness.Telemetry.Attempt(Attempt());
        }

        await failures.WaitForMeasurementsAsync(before + times, TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_exception_that_cannot_be_told_ends_no_observer()
    {
        var observer = new RecordingObserver { Then = static (_, _) => throw new UnspeakableException() };
        await using var harness = new TelemetryHarness(null, observer);

        harness.Telemetry.Attempt(Attempt());
        harness.Telemetry.Changed(Change());
        await harness.Telemetry.DisposeAsync();

        Assert.Equal(["attempt", "change"], observer.Seen);
        Assert.Contains(harness.Logged, text => text.Contains(nameof(UnspeakableException), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_meter_listener_that_throws_at_a_drop_takes_nothing_from_the_log()
    {
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = new RecordingObserver
        {
            Then = (_, _) =>
            {
                entered.TrySetResult();
                return release.Task;
            },
        };
        await using var harness = new TelemetryHarness(new TelemetryOptions { ObserverBuffer = 1 }, slow);
        using var listener = ThrowingListener(harness);
        harness.Telemetry.Changed(Change());
        await entered.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        harness.Telemetry.Changed(Change());

        harness.Telemetry.Settled(Settled(RecipientStatus.Delivered));
        release.SetResult();
        await harness.Telemetry.DisposeAsync();

        Assert.Contains(2005, harness.LoggedIds);
        Assert.Contains(5002, harness.LoggedIds);
    }

    private static MeterListener ThrowingListener(TelemetryHarness harness)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == harness.Factory)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => throw new InvalidOperationException("listener"));
        listener.Start();
        return listener;
    }

    private sealed class UnspeakableException : Exception
    {
        public override string Message => throw new InvalidOperationException("no words");
    }
}
