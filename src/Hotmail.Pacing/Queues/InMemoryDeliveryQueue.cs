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
    private readonly int _capacity;
    private readonly DeliveryIndex _index = new();
    private readonly Dictionary<EgressPath, QueuedPath> _paths = [];
    private readonly Dictionary<EgressPath, PathState> _pathStates = [];
    private readonly Dictionary<(string Sender, string? Campaign), QueuedOrigin> _origins = [];
    private readonly LinkedList<EnqueueWaiter> _waiters = [];
    private IndexedHeap<QueuedDelivery, ExpiryOrder<QueuedDelivery>> _byExpiry;
    private long _lastDelivery;
    private long _lastMessage;
    private long _lastAcceptance;
    private bool _disposed;

    /// <summary>Makes an empty queue.</summary>
    /// <param name="capacity">The most deliveries it holds, those under way included; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is below 1.</exception>
    public InMemoryDeliveryQueue(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
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
            if (!_paths.TryGetValue(request.Path, out QueuedPath? path)
                || path.Order.Take(request.Now.UtcTicks, request.Route, request.HoldDormant) is not { } taken)
            {
                return default;
            }

            path.MarkTaken(taken);
            return new ValueTask<Delivery?>(taken);
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
            while (expired.Count < max && _byExpiry.First is { } first && first.Slot.IsExpired(now.UtcTicks))
            {
                // One that is under way comes back into the index with the update that makes it wait again.
                _byExpiry.Remove(first);
                if (!first.Slot.Taken)
                {
                    StopWaiting(first);
                    first.Lane.Path.MarkTaken(first);
                    expired.Add(first);
                }
            }
        }

        return new ValueTask<IReadOnlyList<Delivery>>(expired);
    }

    /// <inheritdoc />
    public DateTimeOffset? NextDue(TakeRequest request)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _paths.TryGetValue(request.Path, out QueuedPath? path)
                && path.Order.NextDue(request.Now.UtcTicks, request.Route, request.HoldDormant) is { } due
                ? new DateTimeOffset(due, TimeSpan.Zero)
                : null;
        }
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">A remaining recipient is not one of the delivery's.</exception>
    public ValueTask UpdateAsync(Delivery delivery, DeliveryUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        cancellationToken.ThrowIfCancellationRequested();
        List<Granted>? granted;
        EgressPath? available = null;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (delivery is not QueuedDelivery { Slot.Taken: true } taken || taken.Lane.Path.Queue != this)
            {
                throw new InvalidOperationException($"Delivery {delivery.Id} is not taken.");
            }

            if (update.Remaining.Count > 0)
            {
                taken.Defer(taken.Keep(update.Remaining), in update);
                taken.Lane.Path.MarkWaiting(taken);
                Move(taken, update.NewPath ?? taken.Path, update.NewRoute ?? taken.Route);
                taken.Lane.Path.Order.Add(taken);
                if (!_byExpiry.Contains(taken))
                {
                    _byExpiry.Add(taken);
                }

                available = taken.Path;
            }
            else
            {
                taken.Lane.Path.MarkWaiting(taken);
                Forget(taken);
            }

            granted = GrantWaiters();
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
        List<QueueDepth> depths = [];
        lock (_lock)
        {
            foreach (QueuedPath path in _paths.Values)
            {
                path.AddDepths(depths);
            }
        }

        return depths;
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
            waiters = [.. _waiters];
            _waiters.Clear();
        }

        foreach (EnqueueWaiter waiter in waiters)
        {
            waiter.TrySetException(new ObjectDisposedException(nameof(InMemoryDeliveryQueue)));
        }

        return default;
    }

    private QueuedPath PathFor(EgressPath path)
    {
        if (!_paths.TryGetValue(path, out QueuedPath? queued))
        {
            _paths.Add(path, queued = new QueuedPath(this, path));
        }

        return queued;
    }

    private void Move(QueuedDelivery delivery, EgressPath path, string route)
    {
        if (delivery.Path != path || !string.Equals(delivery.Route, route, StringComparison.Ordinal))
        {
            string domain = delivery.Domain;
            Leave(delivery);
            PathFor(path).Enter(delivery, route, domain);
        }
    }

    private static void StopWaiting(QueuedDelivery delivery)
    {
        // One that was met past its expiry has left the order before.
        if (ReadyOrder<QueuedDelivery>.Contains(delivery))
        {
            delivery.Lane.Path.Order.Remove(delivery);
        }
    }

    private void Leave(QueuedDelivery delivery)
    {
        QueuedPath path = delivery.Lane.Path;
        path.Leave(delivery);
        if (path.Count == 0)
        {
            _paths.Remove(path.Path);
        }
    }

    /// <summary>Removes a delivery that is neither in the order nor taken from all that is left.</summary>
    private void Forget(QueuedDelivery delivery)
    {
        if (_byExpiry.Contains(delivery))
        {
            _byExpiry.Remove(delivery);
        }

        Leave(delivery);
        delivery.Origin.EndUse(_origins);
        _index.Remove(delivery);
    }
}
