using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite.Storage;

namespace Hotmail.Pacing.Sqlite;

// Acceptance and back-pressure.
public sealed partial class SqliteDeliveryQueue
{
    /// <inheritdoc />
    /// <exception cref="SpoolException">It could not be written, as on a full disk: nothing was kept.</exception>
    public ValueTask<IReadOnlyList<QueuedMessage>> EnqueueAsync(
        IReadOnlyList<IReadOnlyList<DeliveryRequest>> messages, Action<IReadOnlyList<QueuedMessage>>? accepted, CancellationToken cancellationToken)
    {
        var batch = new EnqueueBatch(messages, accepted, static request => new SpooledDelivery(request)) { KeepsSenders = false };
        Check(batch);
        _room.Check(batch);
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new EnqueueWaiter(batch, CancelWaiting);
        LinkedListNode<EnqueueWaiter>? waiting = null;
        lock (_lock)
        {
            ThrowIfNotOpen();
            if (_room.TryEnter(batch))
            {
                _writer.Submit(new EnqueueWork(this, waiter));
            }
            else
            {
                waiting = _room.Wait(waiter);
            }
        }

        return new ValueTask<IReadOnlyList<QueuedMessage>>(waiting is null ? waiter.Task : EnqueueWaiter.WaitAsync(waiting, cancellationToken));
    }

    private static void Check(EnqueueBatch batch)
    {
        int at = 0;
        foreach (int count in batch.DeliveryCounts)
        {
            MessageContent content = batch.Requests[at].Content;
            for (int i = 0; i < count; i++, at++)
            {
                DeliveryRequest request = batch.Requests[at];
                if (request.Content != content)
                {
                    throw new ArgumentException("The deliveries of one message must share its content.", nameof(batch));
                }

                if (request.Recipients.Any(static recipient => recipient.Contains('\n', StringComparison.Ordinal)))
                {
                    throw new ArgumentException("A recipient's address has a line break.", nameof(batch));
                }
            }
        }
    }

    private void CancelWaiting(LinkedListNode<EnqueueWaiter> waiting, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_room.TryRemove(waiting))
            {
                return; // It is being written, or was accepted: the caller gets the result.
            }

            AdmitWaiters(); // A large batch at the head may have kept smaller ones from their room.
        }

        waiting.Value.TrySetCanceled(cancellationToken);
    }

    /// <summary>Lets the batches at the head of the line be written that there is room for. Called under the lock.</summary>
    private void AdmitWaiters()
    {
        while (!_disposed && _room.Next() is { } waiter)
        {
            _writer.Submit(new EnqueueWork(this, waiter));
        }
    }

    private sealed class EnqueueWork(SqliteDeliveryQueue queue, EnqueueWaiter waiter) : SpoolWork
    {
        public override long Size { get; } = waiter.Batch.Requests.Sum(static request => request.Content.Size);

        public override void Write(SpoolTables tables)
        {
            DiskReserve.Check(queue.File, Size);
            tables.Insert(waiter.Batch);
        }

        public override void Written()
        {
            try
            {
                IReadOnlyList<QueuedMessage> messages;
                List<EgressPath> paths;
                lock (queue._lock)
                {
                    queue._fresh.Add(queue, waiter.Batch);
                    (messages, paths) = queue._ledger.Accept(waiter.Batch);
                }

                queue.Announce(paths);
                waiter.TrySetResult(messages);
            }
            catch (Exception exception)
            {
                waiter.TrySetException(exception); // Out of a callback of the host's: the deliveries are kept.
            }
        }

        public override void Failed(Exception exception)
        {
            lock (queue._lock)
            {
                queue._room.Leave(waiter.Batch.Deliveries.Length);
                queue.AdmitWaiters();
            }

            waiter.TrySetException(exception);
        }
    }
}
