namespace Hotmail.Pacing.Queues;

/// <summary>
/// A queue's capacity, and the line of those who wait for room: first come, first served. A delivery has its place from its admission until all its recipients are settled.
/// Guarded by the queue's lock.
/// </summary>
/// <param name="capacity">The most deliveries; at least 1.</param>
internal sealed class QueueRoom(int capacity)
{
    private readonly LinkedList<EnqueueWaiter> _line = [];
    private int _used;

    /// <summary>Refuses what could never be admitted.</summary>
    /// <exception cref="ArgumentException">The batch is larger than the whole capacity.</exception>
    public void Check(EnqueueBatch batch)
    {
        if (batch.Deliveries.Length > capacity)
        {
            throw new ArgumentException($"The batch has {batch.Deliveries.Length} deliveries; the queue's whole capacity is {capacity}.", nameof(batch));
        }
    }

    /// <summary>Admits a batch if there is room and nobody waits.</summary>
    public bool TryEnter(EnqueueBatch batch)
    {
        if (_line.Count > 0 || !HasRoomFor(batch))
        {
            return false;
        }

        _used += batch.Deliveries.Length;
        return true;
    }

    /// <summary>Admits what was accepted in an earlier life of the queue, whatever the capacity is now.</summary>
    public void Enter(int deliveries) => _used += deliveries;

    public void Leave(int deliveries) => _used -= deliveries;

    public LinkedListNode<EnqueueWaiter> Wait(EnqueueWaiter waiter) => _line.AddLast(waiter);

    /// <summary>Admits the first in the line if there is room for it.</summary>
    public EnqueueWaiter? Next()
    {
        if (_line.First is not { } first || !HasRoomFor(first.Value.Batch))
        {
            return null;
        }

        _line.RemoveFirst();
        _used += first.Value.Batch.Deliveries.Length;
        return first.Value;
    }

    /// <summary>Takes somebody out of the line.</summary>
    /// <returns>Whether it was still there.</returns>
    public bool TryRemove(LinkedListNode<EnqueueWaiter> waiting)
    {
        if (waiting.List is null)
        {
            return false;
        }

        _line.Remove(waiting);
        return true;
    }

    /// <summary>Dissolves the line.</summary>
    public EnqueueWaiter[] Close()
    {
        EnqueueWaiter[] waiters = [.. _line];
        _line.Clear();
        return waiters;
    }

    private bool HasRoomFor(EnqueueBatch batch) => batch.Deliveries.Length <= capacity - _used;
}
