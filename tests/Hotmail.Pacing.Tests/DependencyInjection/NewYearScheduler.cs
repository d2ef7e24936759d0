using Hotmail.Pacing.Retries;

namespace Hotmail.Pacing.Tests.DependencyInjection;

/// <summary>A host's own scheduler: every retry is at one instant.</summary>
internal sealed class NewYearScheduler : IRetryScheduler
{
    public static readonly DateTimeOffset NewYear = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public RetryDecision Decide(in RetryContext context, Random random) => new(false, NewYear);
}
