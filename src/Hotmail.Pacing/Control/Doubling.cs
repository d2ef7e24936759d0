namespace Hotmail.Pacing.Control;

/// <summary>A time that doubles with each recurrence, up to a limit, however many there were.</summary>
internal static class Doubling
{
    public static TimeSpan Of(TimeSpan first, int times, TimeSpan limit)
    {
        // As a number: a TimeSpan overflows long before the count of recurrences does.
        var ticks = first.Ticks * Math.Pow(2, times);
        return ticks < limit.Ticks ? TimeSpan.FromTicks((long)ticks) : limit;
    }
}
