namespace Hotmail.Pacing.Retries;

/// <summary>The arithmetic of retry delays: pure, free of overflow, and without rounding to whole steps.</summary>
public static class RetryMath
{
    /// <summary>The delay before an attempt, without jitter: never less for a later attempt, never above the longest.</summary>
    /// <param name="backoff">How it grows.</param>
    /// <param name="initial">The delay after the first attempt; what is negative counts as zero.</param>
    /// <param name="factor">By how much an exponential delay grows; what is below 1, or no number, counts as 1.</param>
    /// <param name="longest">The longest delay.</param>
    /// <param name="attempts">The attempts made; what is below 1 counts as 1.</param>
    public static TimeSpan Delay(RetryBackoff backoff, TimeSpan initial, double factor, TimeSpan longest, int attempts)
    {
        var first = (double)Math.Max(0, initial.Ticks);
        var retries = Math.Max(0, attempts - 1);
        var ticks = backoff switch
        {
            RetryBackoff.Exponential when retries > 0 && factor > 1 && first > 0 => first * Math.Pow(factor, retries),
            RetryBackoff.Linear => first * (retries + 1.0),
            _ => first,
        };
        return ticks < longest.Ticks ? TimeSpan.FromTicks((long)ticks) : TimeSpan.FromTicks(Math.Max(0, longest.Ticks));
    }

    /// <summary>A jitter, drawn evenly between two bounds.</summary>
    /// <param name="least">The least; what is negative counts as zero.</param>
    /// <param name="most">The most; what is below the least counts as the least.</param>
    /// <param name="random">Where it comes from.</param>
    /// <exception cref="ArgumentNullException"><paramref name="random"/> is null.</exception>
    public static TimeSpan Jitter(TimeSpan least, TimeSpan most, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var from = Math.Max(0, least.Ticks);
        var span = Math.Max(0, most.Ticks - from);
        return TimeSpan.FromTicks(from + (long)(random.NextDouble() * span));
    }

    /// <summary>A time plus a duration, at most <see cref="DateTimeOffset.MaxValue"/>.</summary>
    /// <param name="time">The time.</param>
    /// <param name="duration">The duration, not negative.</param>
    public static DateTimeOffset Add(DateTimeOffset time, TimeSpan duration) =>
        duration < DateTimeOffset.MaxValue - time ? time + duration : DateTimeOffset.MaxValue;
}
