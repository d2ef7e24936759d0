using BenchmarkDotNet.Attributes;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Retries;

namespace Hotmail.Pacing.Benchmarks.Decisions;

/// <summary>When a deferred message is tried again.</summary>
[InProcess]
[MemoryDiagnoser]
public class RetryBenchmarks
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    private readonly ExponentialRetryScheduler _scheduler = new();
    private readonly Random _random = new(1);
    private readonly RetryContext _context = new(new RetrySettings(), Now, Now.AddHours(-3), Now.AddDays(1), 4, ReplyClass.ServerTemporary);

    [Benchmark]
    public RetryDecision Decide() => _scheduler.Decide(_context, _random);
}
