namespace Hotmail.Pacing.Queues;

// What a person or the host does to many deliveries at once: works through the queue in slices, so that a million of them do not hold up the others.
public sealed partial class InMemoryDeliveryQueue
{
    private const int SliceSize = 4096;

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Delivery>> CancelAsync(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        List<Delivery> cancelled = [];
        ChangeWaiting(filter, delivery =>
        {
            StopWaiting(delivery);
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

            StopWaiting(delivery);
            delivery.Slot.DueAt = now.UtcTicks;
            delivery.Lane.Path.Order.Add(delivery);
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
        List<QueuedDelivery> slice = [];
        long position = after.Value;
        long end = long.MaxValue;
        while (found.Count < max && position < end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (_lock)
            {
                (position, end) = NextSlice(filter, position, end, max - found.Count, slice);
            }

            found.AddRange(slice);
        }

        return new ValueTask<IReadOnlyList<Delivery>>(found);
    }

    private void ChangeWaiting(DeliveryFilter filter, Func<QueuedDelivery, bool> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        cancellationToken.ThrowIfCancellationRequested();
        List<QueuedDelivery> slice = [];
        HashSet<EgressPath> paths = [];
        long position = 0;
        long end = long.MaxValue;
        while (position < end)
        {
            List<Granted>? granted;
            lock (_lock)
            {
                (position, end) = NextSlice(filter, position, end, SliceSize, slice);
                foreach (QueuedDelivery delivery in slice)
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

    /// <summary>Collects what matches in the next slice of the deliveries that were there at the first call.</summary>
    /// <returns>The last number that was looked at, and the last number of all; equal at the end.</returns>
    private (long Position, long End) NextSlice(DeliveryFilter filter, long position, long end, int max, List<QueuedDelivery> slice)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        slice.Clear();
        end = Math.Min(end, _lastDelivery);
        int looked = 0;
        IEnumerable<QueuedDelivery> candidates = filter.MessageId is { } message && position == 0
            ? _index.FromMessage(message.Value)
            : _index.After(position);
        foreach (QueuedDelivery delivery in candidates)
        {
            if (delivery.Slot.Number > end || (filter.MessageId is { } wanted && delivery.MessageNumber > wanted.Value))
            {
                break;
            }

            position = delivery.Slot.Number;
            if (delivery.Matches(filter))
            {
                slice.Add(delivery);
            }

            if (++looked == SliceSize || slice.Count == max)
            {
                return (position, end);
            }
        }

        return (end, end);
    }
}
