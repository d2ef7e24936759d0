using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Sqlite;

/// <summary>
/// Deliveries that wait, and whose messages are in memory: those that were accepted a moment ago, and those that were read together with one before them. Mail that is sent at once
/// is not read from the disk, and mail that is sent in its order not one by one. Guarded by the queue's lock.
/// </summary>
/// <param name="limit">The most bytes.</param>
internal sealed class FreshDeliveries(long limit)
{
    /// <summary>What waits longer makes room for others.</summary>
    private static readonly long s_longest = TimeSpan.FromMinutes(1).Ticks;

    private readonly Queue<(SpooledDelivery Delivery, long Size, long Since)> _deliveries = new();
    private long _size;

    /// <summary>Lets the deliveries of a batch keep what they were accepted with, as far as there is room.</summary>
    public void Add(SqliteDeliveryQueue queue, EnqueueBatch batch)
    {
        MessageContent? last = null;
        for (int i = 0; i < batch.Deliveries.Length; i++)
        {
            var delivery = (SpooledDelivery)batch.Deliveries[i];
            DeliveryRequest request = batch.Requests[i];
            if (TryAdd(delivery, request.Content == last ? 0 : request.Content.Size, request.Recipients.Count, delivery.Slot.AcceptedAt))
            {
                last = request.Content;
                delivery.KeepFresh(queue, new DeliveryPayload(request.Sender, [.. request.Recipients], LastReply: null), request.Content);
            }
        }
    }

    /// <summary>Lets deliveries keep what was read of them, if they have only waited since.</summary>
    public void Add(SqliteDeliveryQueue queue, IEnumerable<ReadDelivery> read, DateTimeOffset now)
    {
        foreach (ReadDelivery one in read)
        {
            if (one.Delivery.IsBare && TryAdd(one.Delivery, one.Content.Size, one.Payload.Recipients.Length, now.UtcTicks))
            {
                one.Delivery.KeepFresh(queue, one.Payload, one.Content);
            }
        }
    }

    private bool TryAdd(SpooledDelivery delivery, long bytes, int recipients, long now)
    {
        while (_deliveries.TryPeek(out (SpooledDelivery Delivery, long Size, long Since) oldest) && (!oldest.Delivery.IsFresh || now - oldest.Since > s_longest))
        {
            oldest.Delivery.LetGo();
            _deliveries.Dequeue();
            _size -= oldest.Size;
        }

        // A delivery of many recipients is not small either.
        long size = bytes + (recipients * 100) + 200;
        if (_size + size > limit)
        {
            return false;
        }

        _deliveries.Enqueue((delivery, size, now));
        _size += size;
        return true;
    }
}
