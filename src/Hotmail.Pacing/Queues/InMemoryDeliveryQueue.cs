using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Queues;

/// <summary>
/// The queue that lives in memory: bounded, fast, and gone with its process. A waiting delivery of one recipient takes less than 250 bytes beyond its message.
/// <para>
/// A delivery counts against the capacity from its acceptance until all its recipients are settled. Batches that find no room wait in line, first come first served.
/// The deliveries that it gives out are live: what they say changes with the queue.
/// </para>
/// </summary>
public sealed partial class InMemoryDeliveryQueue : IDeliveryQueue
{
    // Everything below is guarded by it. Nothing is awaited, completed or raised inside.
    private readonly object _lock = new();
    private readonly QueueRoom _room;
    private readonly DeliveryLedger _ledger = new();
    private readonly Dictionary<EgressPath, PathState> _pathStates = [];
    private long _lastDelivery;
    private long _lastMessage;
    private bool _disposed;

    /// <summary>Makes an empty queue.</summary>
    /// <param name="capacity">The most deliveries it holds, those under way included; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is below 1.</exception>
    public InMemoryDeliveryQueue(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _room = new QueueRoom(capacity);
    }

    /// <inheritdoc />
    public event Action<EgressPath>? Available;

    /// <inheritdoc />
    public ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_disposed, this);
        return default;
    }

    /// <inheritdoc />
    public ValueTask<Delivery?> TakeAsync(TakeRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return new ValueTask<Delivery?>(_ledger.Take(request));
        }
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Delivery>> TakeExpiredAsync(DateTimeOffset now, int max, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<Delivery> expired = [];
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _ledger.TakeExpired(now, max, expired);
        }

        return new ValueTask<IReadOnlyList<Delivery>>(expired);
    }

    /// <inheritdoc />
    public DateTimeOffset? NextDue(TakeRequest request)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _ledger.NextDue(request);
        }
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">A remaining recipient is not one of the delivery's.</exception>
    public ValueTask UpdateAsync(Delivery delivery, DeliveryUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        cancellationToken.ThrowIfCancellationRequested();
        List<Granted>? granted = null;
        EgressPath? available = null;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (delivery is not QueuedDelivery taken || !_ledger.HasTaken(taken))
            {
                throw new InvalidOperationException($"Delivery {delivery.Id} is not taken.");
            }

            if (update.Remaining.Count > 0)
            {
                taken.Defer(taken.Keep(update.Remaining), in update);
                _ledger.PutBack(taken, update.NewPath ?? taken.Path, update.NewRoute ?? taken.Route);
                available = taken.Path;
            }
            else
            {
                Forget(taken);
                granted = GrantWaiters();
            }
        }

        Complete(granted);
        if (available is { } path)
        {
            Available?.Invoke(path);
        }

        return default;
    }

    /// <inheritdoc />
    public IReadOnlyList<QueueDepth> GetDepths()
    {
        lock (_lock)
        {
            return _ledger.GetDepths();
        }
    }

    /// <inheritdoc />
    public ValueTask<PathState?> LoadPathStateAsync(EgressPath path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return new ValueTask<PathState?>(_pathStates.GetValueOrDefault(path));
        }
    }

    /// <inheritdoc />
    public ValueTask SavePathStateAsync(EgressPath path, PathState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _pathStates[path] = state;
        }

        return default;
    }

    /// <summary>Ends the queue: who waits for room gets an <see cref="ObjectDisposedException"/>, and what it held is gone. Again does nothing.</summary>
    public ValueTask DisposeAsync()
    {
        EnqueueWaiter[] waiters;
        lock (_lock)
        {
            _disposed = true;
            waiters = _room.Close();
        }

        foreach (EnqueueWaiter waiter in waiters)
        {
            waiter.TrySetException(new ObjectDisposedException(nameof(InMemoryDeliveryQueue)));
        }

        return default;
    }

    private void Forget(IndexedDelivery taken)
    {
        _ledger.Forget(taken);
        _room.Leave(1);
    }
}
