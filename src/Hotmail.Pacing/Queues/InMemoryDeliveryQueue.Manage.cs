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
            return true;
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
                return false;
            }

            DeliveryLedger.TakeOut(delivery);
            delivery.Slot.DueAt = now.UtcTicks;
            _ledger.PutBack(delivery, delivery.Path, delivery.Route);
            count++;
            return true;
        }, cancellationToken);
        return new ValueTask<int>(count);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Delivery>> ListAsync(DeliveryFilter filter, DeliveryId after, int max, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        List<Delivery> found = [];
        List<IndexedDelivery> slice = [];
        long position = after.Value;
        long end = long.MaxValue;
        while (found.Count < max && position < end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                (position, end) = _ledger.NextSlice(filter, position, end, max - found.Count, slice);
            }

            found.AddRange(slice);
        }

        return new ValueTask<IReadOnlyList<Delivery>>(found);
    }

    private void ChangeWaiting(DeliveryFilter filter, Func<IndexedDelivery, bool> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        cancellationToken.ThrowIfCancellationRequested();
        List<IndexedDelivery> slice = [];
        HashSet<EgressPath> paths = [];
        long position = 0;
        long end = long.MaxValue;
        while (position < end)
        {
            List<Granted>? granted;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                (position, end) = _ledger.NextSlice(filter, position, end, int.MaxValue, slice);
                foreach (IndexedDelivery delivery in slice)
                {
                    if (!delivery.Slot.Taken && change(delivery))
                    {
                        paths.Add(delivery.Path);
                    }
                }

                granted = GrantWaiters();
            }

            Complete(granted);
        }

        Announce(paths);
    }
}
