using System.Runtime.InteropServices;

namespace Hotmail.Pacing.Queues;

/// <summary>What a queue keeps for one path while it has deliveries there: their order, what they share, and their depths.</summary>
internal sealed class QueuedPath(DeliveryLedger ledger, EgressPath path)
{
    private readonly Dictionary<(string Route, string Domain), QueuedLane> _lanes = [];
    private readonly IndexedHeap<IndexedDelivery, AgeOrder>[] _byAge = new IndexedHeap<IndexedDelivery, AgeOrder>[3];
    private readonly int[] _inProgress = new int[3];

    public DeliveryLedger Ledger { get; } = ledger;

    public EgressPath Path { get; } = path;

    public ReadyOrder<IndexedDelivery> Order { get; } = new(Ageing.Default);

    /// <summary>Deliveries of the path in the queue, those under way included.</summary>
    public int Count { get; private set; }

    /// <summary>The number of the last acceptance whose <see cref="IDeliveryQueue.Available"/> names the path already.</summary>
    public long Announced { get; set; }

    /// <summary>Makes a delivery one of the path's.</summary>
    public void Enter(IndexedDelivery delivery, string route, string domain)
    {
        ref QueuedLane? lane = ref CollectionsMarshal.GetValueRefOrAddDefault(_lanes, (route, domain), out _);
        lane ??= new QueuedLane(this, route, domain);
        lane.Uses++;
        delivery.Lane = lane;
        _byAge[(int)delivery.Engagement].Add(delivery);
        Count++;
    }

    /// <summary>Ends a delivery's belonging to the path. It must be neither waiting nor taken.</summary>
    public void Leave(IndexedDelivery delivery)
    {
        _byAge[(int)delivery.Engagement].Remove(delivery);
        if (--delivery.Lane.Uses == 0)
        {
            _lanes.Remove((delivery.Lane.Route, delivery.Lane.Domain));
        }

        Count--;
    }

    /// <summary>Puts another object in a taken delivery's place.</summary>
    public void Replace(IndexedDelivery delivery, IndexedDelivery successor)
    {
        _byAge[(int)delivery.Engagement].Remove(delivery);
        _byAge[(int)delivery.Engagement].Add(successor);
        successor.Lane = delivery.Lane;
        successor.Slot.Taken = true;
        delivery.Slot.Taken = false;
    }

    public void MarkTaken(IndexedDelivery delivery)
    {
        delivery.Slot.Taken = true;
        _inProgress[(int)delivery.Engagement]++;
    }

    public void MarkWaiting(IndexedDelivery delivery)
    {
        delivery.Slot.Taken = false;
        _inProgress[(int)delivery.Engagement]--;
    }

    public void AddDepths(List<QueueDepth> depths)
    {
        for (int engagement = 0; engagement < _byAge.Length; engagement++)
        {
            if (_byAge[engagement].First is { } oldest)
            {
                depths.Add(new QueueDepth(Path, (Engagement)engagement, _byAge[engagement].Count, _inProgress[engagement], oldest.AcceptedAt));
            }
        }
    }

    private readonly struct AgeOrder : IHeapOrder<IndexedDelivery>
    {
        public bool IsBefore(IndexedDelivery left, IndexedDelivery right)
        {
            ref ReadySlot a = ref left.Slot;
            ref ReadySlot b = ref right.Slot;
            return a.AcceptedAt < b.AcceptedAt || (a.AcceptedAt == b.AcceptedAt && a.Number < b.Number);
        }

        public ref int Place(IndexedDelivery item) => ref item.AgePlace;
    }
}
