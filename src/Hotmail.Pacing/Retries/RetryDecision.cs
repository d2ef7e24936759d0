namespace Hotmail.Pacing.Retries;

/// <summary>When a deferred message is tried next, or that it is not.</summary>
/// <param name="IsExpired">Whether the next attempt would come too late: the message ends here.</param>
/// <param name="At">The time of the next attempt, or the one that would have been too late.</param>
public readonly record struct RetryDecision(bool IsExpired, DateTimeOffset At);
