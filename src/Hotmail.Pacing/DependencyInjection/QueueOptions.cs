namespace Hotmail.Pacing;

/// <summary>The queue in memory: the section <c>ProviderPacing:Queue</c>.</summary>
public sealed class QueueOptions
{
    /// <summary>How many deliveries it holds before <c>EnqueueAsync</c> waits for room.</summary>
    /// <value>Default 1,000,000. 1 to 100,000,000.</value>
    public int Capacity { get; set; } = 1_000_000;
}
