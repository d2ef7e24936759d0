namespace Hotmail.Pacing.Queues;

// What a person or the host does to many deliveries at once: works through the queue in slices, so that a million of them do not hold up the others.
public sealed partial class InMemoryDeliveryQueue
{
    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Delivery>> CancelAsync(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        List<Delivery> cancelled = [];
        ChangeWaiting(filter, delivery =>
        {
            DeliveryLedger.TakeOut(delivery);
            Forget(delivery);
            cancelled.Add(delivery);
            return delivery.Path;
        }, cancellationToken);
        return new ValueTask<IReadOnlyList<Delivery>>(cancelled);
    }

    /// <inheritdoc />
    public ValueTask<int> RetryNowAsync(DeliveryFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        int count = 0;
        ChangeWaiting(filter, delivery =>
        {
            if (delivery.Slot.DueAt <= now.UtcTicks || delivery.Slot.IsExpired(now.UtcTicks))
            {
                return null;
            }

            DeliveryLedger.TakeOut(delivery);
            delivery.Slot.DueAt = now.UtcTicks;
            _ledger.PutBack(delivery, delivery.Path, delivery.Route);
            count++;
            return delivery.Path;
        }, cancellationToken);
        return new ValueTask<int>(count);
    }

    /// <inheritdoc />
    public ValueTask<int> MoveAsync(DeliveryFilter filter, Func<Delivery, MoveTarget?> target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        int count = 0;
        ChangeWaiting(filter, delivery =>
        {
            if (target(delivery) is not { } to || !delivery.IsMovedBy(to))
            {
                return null;
            }

            DeliveryLedger.TakeOut(delivery);
            _ledger.PutBack(delivery, to.Path, to.Route);
            count++;
            return to.Path;
        }, cancellationToken);
        return new ValueTask<int>(count);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Delivery>> ListAsync(DeliveryFilter filter, DeliveryId after, int max, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        List<Delivery> found = [];
        var slices = new LedgerSlices(_ledger, filter, after.Value);
        while (found.Count < max && slices.HasMore)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                found.AddRange(slices.Next(max - found.Count));
            }
        }

        return new ValueTask<IReadOnlyList<Delivery>>(found);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<DeliveryAttempt>> ListAttemptsAsync(DeliveryId delivery, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return new ValueTask<IReadOnlyList<DeliveryAttempt>>(((QueuedDelivery?)_ledger.Find(delivery))?.GetAttempts() ?? []);
        }
    }

    /// <summary>Changes what waits and matches.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="change">Changes one; says the path on which something may have become ready by it.</param>
    /// <param name="cancellationToken">Ends the call before it begins.</param>
    private void ChangeWaiting(DeliveryFilter filter, Func<IndexedDelivery, EgressPath?> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        cancellationToken.ThrowIfCancellationRequested();
        HashSet<EgressPath> paths = [];
        var slices = new LedgerSlices(_ledger, filter);
        while (slices.HasMore)
        {
            List<Granted>? granted;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                foreach (IndexedDelivery delivery in slices.Next())
                {
                    if (!delivery.Slot.Taken && change(delivery) is { } path)
                    {
                        paths.Add(path);
                    }
                }

                granted = GrantWaiters();
            }

            Complete(granted);
        }

        Announce(paths);
    }
}
