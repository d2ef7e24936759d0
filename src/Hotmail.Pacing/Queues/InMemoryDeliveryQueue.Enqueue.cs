using System.Runtime.InteropServices;

namespace Hotmail.Pacing.Queues;

// Acceptance and back-pressure.
public sealed partial class InMemoryDeliveryQueue
{
    /// <inheritdoc />
    public ValueTask<IReadOnlyList<QueuedMessage>> EnqueueAsync(
        IReadOnlyList<IReadOnlyList<DeliveryRequest>> messages, Action<IReadOnlyList<QueuedMessage>>? accepted, CancellationToken cancellationToken)
    {
        var batch = new EnqueueBatch(messages, accepted);
        if (batch.Deliveries.Length > _capacity)
        {
            throw new ArgumentException($"The batch has {batch.Deliveries.Length} deliveries; the queue's whole capacity is {_capacity}.", nameof(messages));
        }

        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<EnqueueWaiter>? waiting = null;
        Granted granted = default;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_waiters.Count == 0 && HasRoomFor(batch))
            {
                granted = Accept(null, batch);
            }
            else
            {
                waiting = _waiters.AddLast(new EnqueueWaiter(this, batch));
            }
        }

        if (waiting is not null)
        {
            return new ValueTask<IReadOnlyList<QueuedMessage>>(WaitForRoomAsync(waiting, cancellationToken));
        }

        Announce(granted.Paths);
        return new ValueTask<IReadOnlyList<QueuedMessage>>(granted.Messages);
    }

    private static async Task<IReadOnlyList<QueuedMessage>> WaitForRoomAsync(LinkedListNode<EnqueueWaiter> waiting, CancellationToken cancellationToken)
    {
        // Registered outside the lock: a token that is cancelled by now calls back at once.
        using (cancellationToken.UnsafeRegister(static (node, token) => CancelWaiting((LinkedListNode<EnqueueWaiter>)node!, token), waiting))
        {
            return await waiting.Value.Task.ConfigureAwait(false);
        }
    }

    private static void CancelWaiting(LinkedListNode<EnqueueWaiter> waiting, CancellationToken cancellationToken)
    {
        InMemoryDeliveryQueue queue = waiting.Value.Queue;
        List<Granted>? granted;
        lock (queue._lock)
        {
            if (waiting.List is null)
            {
                return; // Accepted at this moment: the caller gets the result.
            }

            queue._waiters.Remove(waiting);
            granted = queue.GrantWaiters(); // A large batch at the head may have kept smaller ones from their room.
        }

        waiting.Value.TrySetCanceled(cancellationToken);
        queue.Complete(granted);
    }

    private bool HasRoomFor(EnqueueBatch batch) => batch.Deliveries.Length <= _capacity - _index.Count;

    /// <summary>Accepts the batches at the head of the line that there is room for; to be completed outside the lock.</summary>
    private List<Granted>? GrantWaiters()
    {
        List<Granted>? granted = null;
        while (_waiters.First is { } first && HasRoomFor(first.Value.Batch))
        {
            _waiters.RemoveFirst();
            (granted ??= []).Add(Accept(first.Value, first.Value.Batch));
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
        var messages = new QueuedMessage[batch.DeliveryCounts.Length];
        List<EgressPath> paths = [];
        long acceptance = ++_lastAcceptance;
        int at = 0;
        for (int i = 0; i < messages.Length; i++)
        {
            var ids = new DeliveryId[batch.DeliveryCounts[i]];
            long message = ++_lastMessage;
            for (int j = 0; j < ids.Length; j++, at++)
            {
                QueuedDelivery delivery = batch.Deliveries[at];
                Keep(delivery, batch.Requests[at], message);
                if (delivery.Lane.Path.Announced != acceptance)
                {
                    delivery.Lane.Path.Announced = acceptance;
                    paths.Add(delivery.Path);
                }

                ids[j] = delivery.Id;
            }

            messages[i] = new QueuedMessage(new MessageId(message), ids);
        }

        batch.Accepted?.Invoke(messages);
        return new Granted(waiter, messages, paths);
    }

    private void Keep(QueuedDelivery delivery, DeliveryRequest request, long message)
    {
        delivery.Slot.Number = ++_lastDelivery;
        delivery.MessageNumber = message;
        delivery.Origin = QueuedOrigin.Use(_origins, request.Sender, request.Campaign);
        QueuedPath path = PathFor(request.Path);
        path.Enter(delivery, request.Route, request.Domain);
        path.Order.Add(delivery);
        _byExpiry.Add(delivery);
        _index.Add(delivery);
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
