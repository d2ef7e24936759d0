namespace Hotmail.Pacing.Queues;

/// <summary>
/// What a queue knows of its deliveries in memory, wherever it keeps the rest: their order, expiry, paths and depths. Plain and synchronous: the queue's lock guards it.
/// A delivery in it is waiting (in its path's order, unless it was met past its expiry) or taken.
/// </summary>
internal sealed class DeliveryLedger
{
    private const int SliceSize = 4096;

    private readonly DeliveryIndex _index = new();
    private readonly Dictionary<EgressPath, QueuedPath> _paths = [];
    private readonly Dictionary<(string Sender, string? Campaign), QueuedOrigin> _origins = [];
    private IndexedHeap<IndexedDelivery, ExpiryOrder<IndexedDelivery>> _byExpiry;
    private long _last;
    private long _lastAcceptance;

    /// <summary>Keeps the deliveries of a batch, which have their numbers, and tells the caller's callback.</summary>
    /// <returns>What the caller gets, and the paths to announce.</returns>
    public (IReadOnlyList<QueuedMessage> Messages, List<EgressPath> Paths) Accept(EnqueueBatch batch)
    {
        var messages = new QueuedMessage[batch.DeliveryCounts.Length];
        List<EgressPath> paths = [];
        long acceptance = ++_lastAcceptance;
        int at = 0;
        for (int i = 0; i < messages.Length; i++)
        {
            var ids = new DeliveryId[batch.DeliveryCounts[i]];
            var message = new MessageId(batch.Deliveries[at].MessageNumber);
            for (int j = 0; j < ids.Length; j++, at++)
            {
                IndexedDelivery delivery = batch.Deliveries[at];
                DeliveryRequest request = batch.Requests[at];
                Keep(delivery, request.Path, request.Route, request.Domain, batch.KeepsSenders ? request.Sender : "", request.Campaign);
                if (delivery.Lane.Path.Announced != acceptance)
                {
                    delivery.Lane.Path.Announced = acceptance;
                    paths.Add(delivery.Path);
                }

                ids[j] = delivery.Id;
            }

            messages[i] = new QueuedMessage(message, ids);
        }

        batch.Accepted?.Invoke(messages);
        return (messages, paths);
    }

    /// <summary>Makes a numbered delivery wait. Numbers come in rising order.</summary>
    public void Keep(IndexedDelivery delivery, EgressPath path, string route, string domain, string sender, string? campaign)
    {
        _last = delivery.Slot.Number;
        delivery.Origin = QueuedOrigin.Use(_origins, sender, campaign);
        QueuedPath queued = PathFor(path);
        queued.Enter(delivery, route, domain);
        queued.Order.Add(delivery);
        _byExpiry.Add(delivery);
        _index.Add(delivery);
    }

    public IndexedDelivery? Take(TakeRequest request)
    {
        if (!_paths.TryGetValue(request.Path, out QueuedPath? path)
            || path.Order.Take(request.Now.UtcTicks, request.Route, request.HoldDormant) is not { } taken)
        {
            return null;
        }

        path.MarkTaken(taken);
        return taken;
    }

    public void TakeExpired(DateTimeOffset now, int max, List<Delivery> expired)
    {
        while (expired.Count < max && _byExpiry.First is { } first && first.Slot.IsExpired(now.UtcTicks))
        {
            // One that is under way comes back into the index with the update that makes it wait again.
            _byExpiry.Remove(first);
            if (!first.Slot.Taken)
            {
                TakeOut(first);
                expired.Add(first);
            }
        }
    }

    public DateTimeOffset? NextDue(TakeRequest request) =>
        _paths.TryGetValue(request.Path, out QueuedPath? path)
        && path.Order.NextDue(request.Now.UtcTicks, request.Route, request.HoldDormant) is { } due
            ? new DateTimeOffset(due, TimeSpan.Zero)
            : null;

    /// <summary>Whether a path has deliveries, waiting or taken.</summary>
    public bool Has(EgressPath path) => _paths.ContainsKey(path);

    public List<QueueDepth> GetDepths()
    {
        List<QueueDepth> depths = [];
        foreach (QueuedPath path in _paths.Values)
        {
            path.AddDepths(depths);
        }

        return depths;
    }

    /// <summary>Whether a delivery is taken, and one of this ledger's.</summary>
    public bool HasTaken(IndexedDelivery delivery) => delivery.Slot.Taken && delivery.Lane.Path.Ledger == this;

    /// <summary>Makes a waiting delivery a taken one.</summary>
    public static void TakeOut(IndexedDelivery delivery)
    {
        // One that was met past its expiry has left the order before.
        if (ReadyOrder<IndexedDelivery>.Contains(delivery))
        {
            delivery.Lane.Path.Order.Remove(delivery);
        }

        delivery.Lane.Path.MarkTaken(delivery);
    }

    /// <summary>Makes a taken delivery wait (again), on the path and route that it has from now on.</summary>
    public void PutBack(IndexedDelivery delivery, EgressPath path, string route)
    {
        delivery.Lane.Path.MarkWaiting(delivery);
        if (delivery.Path != path || !string.Equals(delivery.Route, route, StringComparison.Ordinal))
        {
            string domain = delivery.Domain;
            Leave(delivery);
            PathFor(path).Enter(delivery, route, domain);
        }

        delivery.Lane.Path.Order.Add(delivery);
        if (!_byExpiry.Contains(delivery))
        {
            _byExpiry.Add(delivery);
        }
    }

    /// <summary>Puts another object in a taken delivery's place, with the same number, path, route and campaign, and taken as it was.</summary>
    public void Replace(IndexedDelivery delivery, IndexedDelivery successor)
    {
        if (_byExpiry.Contains(delivery))
        {
            _byExpiry.Remove(delivery);
            _byExpiry.Add(successor);
        }

        successor.Origin = delivery.Origin;
        delivery.Lane.Path.Replace(delivery, successor);
        _index.Replace(delivery, successor);
    }

    /// <summary>Removes a taken delivery for ever.</summary>
    public void Forget(IndexedDelivery delivery)
    {
        if (_byExpiry.Contains(delivery))
        {
            _byExpiry.Remove(delivery);
        }

        delivery.Lane.Path.MarkWaiting(delivery);
        Leave(delivery);
        delivery.Origin.EndUse(_origins);
        _index.Remove(delivery);
    }

    /// <summary>Collects what matches in the next slice of the deliveries that were there at the first call.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="position">The last number that was looked at.</param>
    /// <param name="end">The last number of all, from the call before.</param>
    /// <param name="max">The most to collect.</param>
    /// <param name="slice">What was collected.</param>
    /// <returns>The last number that was looked at, and the last number of all; equal at the end.</returns>
    public (long Position, long End) NextSlice(DeliveryFilter filter, long position, long end, int max, List<IndexedDelivery> slice)
    {
        slice.Clear();
        end = Math.Min(end, _last);
        if (filter.Id is { } id)
        {
            (position, end) = (Math.Max(position, id.Value - 1), Math.Min(end, id.Value));
        }

        int looked = 0;
        foreach (IndexedDelivery delivery in From(filter.MessageId, position))
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

    /// <summary>A delivery by its number; <see langword="null"/> if there is none.</summary>
    public IndexedDelivery? Find(DeliveryId id) =>
        _index.After(id.Value - 1).FirstOrDefault() is { } delivery && delivery.Slot.Number == id.Value ? delivery : null;

    /// <summary>The deliveries with a number above this one.</summary>
    public IEnumerable<IndexedDelivery> After(long number) => _index.After(number);

    /// <summary>The deliveries with a number above this one, from the message on if one is wanted.</summary>
    private IEnumerable<IndexedDelivery> From(MessageId? message, long position) =>
        message is not { } wanted ? _index.After(position)
        : _index.FromMessage(wanted.Value).FirstOrDefault() is { } first ? _index.After(Math.Max(position, first.Slot.Number - 1))
        : [];

    private QueuedPath PathFor(EgressPath path)
    {
        if (!_paths.TryGetValue(path, out QueuedPath? queued))
        {
            _paths.Add(path, queued = new QueuedPath(this, path));
        }

        return queued;
    }

    private void Leave(IndexedDelivery delivery)
    {
        QueuedPath path = delivery.Lane.Path;
        path.Leave(delivery);
        if (path.Count == 0)
        {
            _paths.Remove(path.Path);
        }
    }
}
