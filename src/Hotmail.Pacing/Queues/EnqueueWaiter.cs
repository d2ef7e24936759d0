namespace Hotmail.Pacing.Queues;

/// <summary>A batch that waits in line for room in a queue, and the task of its caller.</summary>
/// <param name="batch">The batch.</param>
/// <param name="cancelled">What the queue does when the caller waits no longer.</param>
internal sealed class EnqueueWaiter(EnqueueBatch batch, Action<LinkedListNode<EnqueueWaiter>, CancellationToken> cancelled)
    : TaskCompletionSource<IReadOnlyList<QueuedMessage>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public EnqueueBatch Batch { get; } = batch;

    /// <summary>Waits for the acceptance.</summary>
    public static async Task<IReadOnlyList<QueuedMessage>> WaitAsync(LinkedListNode<EnqueueWaiter> waiting, CancellationToken cancellationToken)
    {
        // Registered outside the queue's lock: a token that is cancelled by now calls back at once.
        using (cancellationToken.UnsafeRegister(static (node, token) => ((LinkedListNode<EnqueueWaiter>)node!).Value.Cancel((LinkedListNode<EnqueueWaiter>)node, token), waiting))
        {
            return await waiting.Value.Task.ConfigureAwait(false);
        }
    }

    private void Cancel(LinkedListNode<EnqueueWaiter> node, CancellationToken token) => cancelled(node, token);
}
