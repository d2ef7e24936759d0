using System.Collections.Concurrent;
using Hotmail.Pacing.Reputation.Monitoring;
using Hotmail.Pacing.Reputation.Observations;
using Hotmail.Pacing.Tests.Pacer;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Monitoring;

public sealed class ReputationMonitorTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Start);
    private readonly FakeLogger<ReputationMonitor> _logger = new();
    private readonly Sink _sink = new();

    [Theory]
    [InlineData(0, 0, 54, 1296)]
    [InlineData(0.5, 30, 60, 1440)]
    [InlineData(1, 60, 66, 1584)]
    public void The_first_run_comes_soon_and_the_next_ones_after_a_jittered_interval(double draw, double firstSeconds, double nextMinutes, double dailyMinutes)
    {
        var options = new ReputationMonitorOptions();

        Assert.Equal(firstSeconds, options.FirstWait(draw).TotalSeconds, 6);
        Assert.Equal(nextMinutes, options.NextWait(own: null, draw).TotalMinutes, 6);
        Assert.Equal(dailyMinutes, options.NextWait(TimeSpan.FromDays(1), draw).TotalMinutes, 6);
    }

    [Fact]
    public async Task Each_check_runs_again_and_again_in_its_own_interval_and_what_it_sees_is_handed_on()
    {
        var (often, rarely) = (new Check("often"), new Check("rarely") { Interval = TimeSpan.FromDays(30) });
        await using var run = await RunAsync(often, rarely);

        await PassUntilAsync(() => often.Runs.Count >= 6 && !rarely.Runs.IsEmpty && _sink.Seen.Count >= 7);

        Assert.Single(rarely.Runs);
        DateTimeOffset[] runs = [.. often.Runs];
        Assert.All(runs.Zip(runs.Skip(1), static (one, next) => next - one), static gap => Assert.True(gap >= TimeSpan.FromMinutes(54)));
    }

    [Fact]
    public async Task A_check_that_throws_or_hangs_and_a_sink_that_throws_keep_no_other_from_its_work()
    {
        var throwing = new Check("throwing") { Then = static _ => throw new InvalidOperationException("a bug") };
        var hanging = new Check("hanging") { Then = static token => Task.Delay(Timeout.Infinite, token) };
        var good = new Check("good");
        await using var run = await RunAsync([new BadSink(), _sink], throwing, hanging, good);

        await PassUntilAsync(() => throwing.Runs.Count >= 3 && hanging.Runs.Count >= 3 && good.Runs.Count >= 3);

        Assert.Contains("good", _sink.Seen);
        await PassUntilAsync(() => _logger.Collector.GetSnapshot().Select(static record => record.Id.Name).Distinct().Count() == 3);
        Assert.Equal("CheckFailed CheckTimedOut SinkFailed", string.Join(' ', _logger.Collector.GetSnapshot().Select(static record => record.Id.Name).Distinct().Order()));
    }

    [Fact]
    public async Task A_run_that_takes_longer_than_the_interval_is_not_overtaken()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = new Check("slow") { Then = _ => release.Task, Interval = TimeSpan.FromMinutes(1) };
        var other = new Check("other") { Interval = TimeSpan.FromMinutes(1) };
        await using var run = await RunAsync(slow, other);

        await PassUntilAsync(() => other.Runs.Count == 10 && slow.Runs.Count == 1);
        release.SetResult();
        await PassUntilAsync(() => slow.Runs.Count == 3);

        Assert.Equal(1, slow.MostAtOnce);
    }

    [Fact]
    public async Task A_stop_cancels_what_runs_and_ends_the_schedule()
    {
        var cancelled = false;
        var hanging = new Check("hanging")
        {
            Then = async token =>
            {
                await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancelled = true;
            },
        };
        await using var run = await RunAsync(hanging);
        await PassUntilAsync(() => hanging.Runs.Count == 1);

        await run.Monitor.StopAsync(TestContext.Current.CancellationToken);
        await run.Monitor.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(cancelled);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Single(hanging.Runs);
        Assert.Empty(_logger.Collector.GetSnapshot());
    }

    [Fact]
    public async Task Without_a_start_it_stops_and_wrong_options_are_named()
    {
        await new ReputationMonitor([new Check("one")], [_sink]).StopAsync(TestContext.Current.CancellationToken);
        Assert.Contains("check odd", Assert.Throws<ArgumentException>(() => new ReputationMonitor([new Check("odd") { Interval = TimeSpan.Zero }], [])).Message, StringComparison.Ordinal);
        ReputationMonitorOptions[] wrong =
        [
            new() { Interval = TimeSpan.Zero }, new() { Jitter = 2 }, new() { StartWithin = TimeSpan.FromDays(2) }, new() { Timeout = TimeSpan.Zero },
        ];
        Assert.Equal(4, wrong.Select(options => Assert.Throws<ArgumentException>(() => new ReputationMonitor([], [], options)).Message.Split(' ')[0]).Distinct().Count());
    }

    private Task PassUntilAsync(Func<bool> condition) => PacerHarness.PassUntilAsync(_time, condition, TimeSpan.FromSeconds(20));

    private Task<Run> RunAsync(params IReadOnlyList<Check> checks) => RunAsync([_sink], checks);

    private async Task<Run> RunAsync(IReadOnlyList<IReputationSink> sinks, params IReadOnlyList<Check> checks)
    {
        foreach (var check in checks)
        {
            check.Time = _time;
        }

        var monitor = new ReputationMonitor(checks, sinks, new ReputationMonitorOptions { Random = new Random(5) }, _time, _logger);
        await monitor.StartAsync(TestContext.Current.CancellationToken);
        await monitor.StartAsync(TestContext.Current.CancellationToken);
        return new Run(monitor);
    }

    private sealed class Run(ReputationMonitor monitor) : IAsyncDisposable
    {
        public ReputationMonitor Monitor => monitor;

        public async ValueTask DisposeAsync() => await monitor.StopAsync(new CancellationToken(canceled: true));
    }

    private sealed class Check(string name) : IReputationCheck
    {
        private int _atOnce;

        public TimeProvider Time { get; set; } = TimeProvider.System;

        public string Name => name;

        public TimeSpan? Interval { get; init; }

        public Func<CancellationToken, Task> Then { get; init; } = static _ => Task.CompletedTask;

        public ConcurrentQueue<DateTimeOffset> Runs { get; } = new();

        public int MostAtOnce { get; private set; }

        public async ValueTask RunAsync(IReputationSink sink, CancellationToken cancellationToken)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
            sink.Observe(new ListingObservation { Subject = name, List = "a.example", IsListed = true, At = Time.GetUtcNow() });
            Runs.Enqueue(Time.GetUtcNow());
            await Then(cancellationToken);
            Interlocked.Decrement(ref _atOnce);
        }
    }

    private sealed class Sink : IReputationSink
    {
        public ConcurrentQueue<string> Seen { get; } = new();

        public void Observe(ReputationObservation observation) => Seen.Enqueue(((ListingObservation)observation).Subject);
    }

    private sealed class BadSink : IReputationSink
    {
        public void Observe(ReputationObservation observation) => throw new InvalidOperationException("a bug");
    }
}
