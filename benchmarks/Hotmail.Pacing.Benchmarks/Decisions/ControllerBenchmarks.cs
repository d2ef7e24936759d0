using BenchmarkDotNet.Attributes;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Benchmarks.Decisions;

/// <summary>What the path controller costs for each message: an outcome heard, with time going on.</summary>
[InProcess]
[MemoryDiagnoser]
public class ControllerBenchmarks
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
    private static readonly Classification Accepted = new(ReplyClass.Success, Permanence.Success, "success");

    private readonly PathController _controller = new(new ControlLimits(25, 50, 50, new ControlSettings()), null, false, new Random(1), Start);
    private DateTimeOffset _now = Start;

    [GlobalSetup]
    public void Setup()
    {
        for (var open = 1; open <= 20; open++)
        {
            _controller.RecordOpening(_now, open);
            _controller.RecordConfirmed(_now, _now, open);
        }
    }

    [Benchmark]
    public void OutcomeOfAMessage()
    {
        _now += TimeSpan.FromMilliseconds(1);
        _controller.RecordReply(_now, Start, 20, Accepted, 5);
    }

    [Benchmark]
    public OpenDecision MayAnotherConnectionOpen() => _controller.DecideOpen(_now, 20, 2);
}
