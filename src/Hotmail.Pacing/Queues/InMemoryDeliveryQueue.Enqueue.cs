using System.Runtime.InteropServices;

namespace Hotmail.Pacing.Queues;

// Acceptance and back-pressure.
public sealed partial class InMemoryDeliveryQueue
{
    /// <inheritdoc />
    public ValueTask<IReadOnlyList<QueuedMessage>> EnqueueAsync(
        IReadOnlyList<IReadOnlyList<DeliveryRequest>> messages, Action<IReadOnlyList<QueuedMessage>>? accepted, CancellationToken cancellationToken)
    {
        var batch = new EnqueueBatch(messages, accepted, static request => new QueuedDelivery(request));
        _room.Check(batch);
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<EnqueueWaiter>? waiting = null;
        Granted granted = default;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_room.TryEnter(batch))
            {
                granted = Accept(null, batch);
            }
            else
            {
                waiting = _room.Wait(new EnqueueWaiter(batch, CancelWaiting));
            }
        }

        if (waiting is not null)
        {
            return new ValueTask<IReadOnlyList<QueuedMessage>>(EnqueueWaiter.WaitAsync(waiting, cancellationToken));
        }

        Announce(granted.Paths);
        return new ValueTask<IReadOnlyList<QueuedMessage>>(granted.Messages);
    }

    private void CancelWaiting(LinkedListNode<EnqueueWaiter> waiting, CancellationToken cancellationToken)
    {
        List<Granted>? granted;
        lock (_lock)
        {
            if (!_room.TryRemove(waiting))
            {
                return; // Accepted at this moment: the caller gets the result.
            }

            granted = GrantWaiters(); // A large batch at the head may have kept smaller ones from their room.
        }

        waiting.Value.TrySetCanceled(cancellationToken);
        Complete(granted);
    }

    /// <summary>Accepts the batches at the head of the line that there is room for; to be completed outside the lock.</summary>
    private List<Granted>? GrantWaiters()
    {
        List<Granted>? granted = null;
        while (_room.Next() is { } waiter)
        {
            (granted ??= []).Add(Accept(waiter, waiter.Batch));
        }

        return granted;
    }

    private void Complete(List<Granted>? granted)
    {
        if (granted is null)
        {
            return;
        }

        foreach (Granted grant in granted)
        {
            grant.Waiter!.TrySetResult(grant.Messages);
        }

        foreach (Granted grant in granted)
        {
            Announce(grant.Paths);
        }
    }

    private Granted Accept(EnqueueWaiter? waiter, EnqueueBatch batch)
    {
        int at = 0;
        foreach (int count in batch.DeliveryCounts)
        {
            _lastMessage++;
            for (int i = 0; i < count; i++, at++)
            {
                batch.Deliveries[at].Slot.Number = ++_lastDelivery;
                batch.Deliveries[at].MessageNumber = _lastMessage;
            }
        }

        (IReadOnlyList<QueuedMessage> messages, List<EgressPath> paths) = _ledger.Accept(batch);
        return new Granted(waiter, messages, paths);
    }

    private void Announce(IEnumerable<EgressPath> paths)
    {
        if (Available is { } available)
        {
            foreach (EgressPath path in paths)
            {
                available(path);
            }
        }
    }

    /// <summary>A batch that was accepted, and what is still to be said of it outside the lock.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Granted(EnqueueWaiter? Waiter, IReadOnlyList<QueuedMessage> Messages, List<EgressPath> Paths);
}
