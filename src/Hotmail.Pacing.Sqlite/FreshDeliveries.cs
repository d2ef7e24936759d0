using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Sqlite;

/// <summary>Some megabytes of what was accepted a moment ago, still in memory: mail that is sent at once is not read from the disk. Guarded by the queue's lock.</summary>
internal sealed class FreshDeliveries
{
    private const long Limit = 16 << 20;

    /// <summary>What waits longer makes room for others.</summary>
    private static readonly long s_longest = TimeSpan.FromMinutes(1).Ticks;

    private readonly Queue<(SpooledDelivery Delivery, long Size)> _deliveries = new();
    private long _size;

    /// <summary>Lets the deliveries of a batch keep what they were accepted with, as far as there is room.</summary>
    public void Add(SqliteDeliveryQueue queue, EnqueueBatch batch)
    {
        MessageContent? last = null;
        for (int i = 0; i < batch.Deliveries.Length; i++)
        {
            var delivery = (SpooledDelivery)batch.Deliveries[i];
            DeliveryRequest request = batch.Requests[i];
            while (_deliveries.TryPeek(out (SpooledDelivery Delivery, long Size) oldest)
                && (!oldest.Delivery.IsFresh || delivery.Slot.AcceptedAt - oldest.Delivery.Slot.AcceptedAt > s_longest))
            {
                oldest.Delivery.LetGo();
                _deliveries.Dequeue();
                _size -= oldest.Size;
            }

            // The deliveries of a message share its bytes; a delivery of many recipients is not small either.
            long size = (request.Content == last ? 0 : request.Content.Size) + (request.Recipients.Count * 100) + 200;
            if (_size + size <= Limit)
            {
                last = request.Content;
                delivery.KeepFresh(queue, request);
                _deliveries.Enqueue((delivery, size));
                _size += size;
            }
        }
    }
}
