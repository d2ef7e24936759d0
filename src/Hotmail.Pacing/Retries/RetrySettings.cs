namespace Hotmail.Pacing.Retries;

/// <summary>A group's retry schedule: <c>next = initial × factor^(n−1)</c>, capped, plus jitter. Immutable.</summary>
public sealed record RetrySettings
{
    /// <summary>The delay before the second attempt.</summary>
    public TimeSpan InitialRetryDelay { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How the delay grows.</summary>
    public RetryBackoff Backoff { get; init; } = RetryBackoff.Exponential;

    /// <summary>By how much an exponential delay grows each time; at least 1.</summary>
    public double BackoffFactor { get; init; } = 2;

    /// <summary>The longest delay, before jitter.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromHours(4);

    /// <summary>The least jitter, added to every delay.</summary>
    public TimeSpan JitterMin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most jitter.</summary>
    public TimeSpan JitterMax { get; init; } = TimeSpan.FromSeconds(90);
}
