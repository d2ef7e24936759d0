namespace Hotmail.Pacing.Queues;

/// <summary>A batch that waits in line for room in the in-memory queue, and the task of its caller.</summary>
internal sealed class EnqueueWaiter(InMemoryDeliveryQueue queue, EnqueueBatch batch)
    : TaskCompletionSource<IReadOnlyList<QueuedMessage>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public InMemoryDeliveryQueue Queue { get; } = queue;

    public EnqueueBatch Batch { get; } = batch;
}
