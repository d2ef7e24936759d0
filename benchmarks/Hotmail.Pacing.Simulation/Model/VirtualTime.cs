namespace Hotmail.Pacing.Simulation.Model;

/// <summary>The run's time as the product wants it.</summary>
internal static class VirtualTime
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly long _startTicks = _start.Ticks;

    public static DateTimeOffset At(long ticks) => new(_startTicks + ticks, TimeSpan.Zero);

    public static long TicksOf(DateTimeOffset time) => time == DateTimeOffset.MaxValue ? long.MaxValue : time.Ticks - _startTicks;
}
