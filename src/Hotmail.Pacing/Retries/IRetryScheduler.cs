namespace Hotmail.Pacing.Retries;

/// <summary>Decides when a deferred message is tried next. Implementations are pure: no clock, no I/O, and randomness only from the generator handed in.</summary>
public interface IRetryScheduler
{
    /// <summary>Decides.</summary>
    /// <param name="context">The facts.</param>
    /// <param name="random">Where jitter comes from. Used by one caller at a time.</param>
    RetryDecision Decide(in RetryContext context, Random random);
}
