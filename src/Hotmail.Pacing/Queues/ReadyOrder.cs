namespace Hotmail.Pacing.Queues;

/// <summary>
/// The order of one path's waiting deliveries: priority, then engagement, then due time, then number, with ageing. Plain and synchronous: it reads no clock
/// and takes no lock. Time must not go back from call to call.
/// <para>
/// A band is a priority and an engagement; a line is the entries of one route in one band, first due first. So a take looks at the first entry of at most six lines:
/// the route's own, or for any route those that a heap of the band's lines has first. Every change costs O(log n) however many routes there are. Dormant
/// entries stand in a second line as well, by the end of their hold.
/// </para>
/// </summary>
/// <typeparam name="T">The entries.</typeparam>
internal sealed class ReadyOrder<T>
    where T : class, IReadyEntry
{
    private const int HeldBand = 6;
    private const int BandCount = 8;

    private readonly Ageing _ageing;
    private readonly Dictionary<string, Route> _routes = new(StringComparer.Ordinal);
    private readonly IndexedHeap<Line, LineOrder>[] _bands = new IndexedHeap<Line, LineOrder>[BandCount];
    private int _passedOver;

    public ReadyOrder(Ageing ageing)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ageing.Share, 1);
        _ageing = ageing;
    }

    /// <summary>The entries in the order. One that was met past its expiry has left it.</summary>
    public int Count { get; private set; }

    private static ReadOnlySpan<byte> AllBands => [0, 1, 2, 3, 4, 5];

    private static ReadOnlySpan<byte> EngagedBands => [0, 3];

    private static ReadOnlySpan<byte> NormalBands => [1, 4];

    private static ReadOnlySpan<byte> HeldBands => [HeldBand, HeldBand + 1];

    private static ReadOnlySpan<byte> HoldingBands => [0, 3, 1, 4, HeldBand, HeldBand + 1];

    public static bool Contains(T entry) => entry.Slot.Place > 0;

    public void Add(T entry)
    {
        if (!_routes.TryGetValue(entry.Route, out Route? route))
        {
            _routes.Add(entry.Route, route = new Route());
        }

        ref ReadySlot slot = ref entry.Slot;
        int band = BandOf(in slot);
        AddTo(route, band, entry);
        if (slot.Engagement == Engagement.Dormant)
        {
            AddTo(route, HeldBandOf(in slot), entry);
        }

        route.Count++;
        Count++;
    }

    /// <summary>Removes an entry that is in the order.</summary>
    public void Remove(T entry)
    {
        Route route = _routes[entry.Route];
        ref ReadySlot slot = ref entry.Slot;
        RemoveFrom(route, BandOf(in slot), entry);
        if (slot.Engagement == Engagement.Dormant)
        {
            RemoveFrom(route, HeldBandOf(in slot), entry);
        }

        Count--;
        if (--route.Count == 0)
        {
            _routes.Remove(entry.Route);
        }
    }

    /// <summary>Takes the first entry that is due and not expired out of the order. Expired ones that it meets leave the order too.</summary>
    /// <param name="now">The time, in UTC ticks.</param>
    /// <param name="routeName">The only route wanted, or <see langword="null"/> for any.</param>
    /// <param name="holdDormant">Whether engaged mail goes alone while any is ready, and dormant mail waits for half of its time in the queue.</param>
    public T? Take(long now, string? routeName, bool holdDormant)
    {
        Route? route = null;
        if (routeName is not null && !_routes.TryGetValue(routeName, out route))
        {
            return null;
        }

        T? taken = holdDormant
            ? Choose(EngagedBands, route, now) ?? Choose(NormalBands, route, now) ?? Choose(HeldBands, route, now)
            : Choose(AllBands, route, now);
        if (taken is not null)
        {
            Remove(taken);
        }

        return taken;
    }

    /// <summary>When the next entry is ready, in UTC ticks; in the past when one is. <see langword="null"/> when there is none that will not have expired.</summary>
    public long? NextDue(long now, string? routeName, bool holdDormant)
    {
        Route? route = null;
        if (routeName is not null && !_routes.TryGetValue(routeName, out route))
        {
            return null;
        }

        long? next = null;
        foreach (byte band in holdDormant ? HoldingBands : AllBands)
        {
            T? first = First(band, route, now);
            if (first is not null && !(next <= first.Slot.ReadyAt(band >= HeldBand)))
            {
                next = first.Slot.ReadyAt(band >= HeldBand);
            }
        }

        return next;
    }

    private static int BandOf(ref readonly ReadySlot slot) => (slot.Priority == MessagePriority.Transactional ? 0 : 3) + slot.Engagement switch
    {
        Engagement.Engaged => 0,
        Engagement.Normal => 1,
        _ => 2,
    };

    private static int HeldBandOf(ref readonly ReadySlot slot) => HeldBand + (slot.Priority == MessagePriority.Transactional ? 0 : 1);

    /// <summary>The first ready entry of the first band that has one; at its turn, the one that has been ready longest in any of the bands, if half of its time is over.</summary>
    private T? Choose(ReadOnlySpan<byte> bands, Route? route, long now)
    {
        T? best = null;
        T? oldest = null;
        long since = 0;
        foreach (byte band in bands)
        {
            T? first = First(band, route, now);
            if (first is null)
            {
                continue;
            }

            long readyAt = first.Slot.ReadyAt(band >= HeldBand);
            if (readyAt > now)
            {
                continue;
            }

            best ??= first;
            if (first.Slot.IsHalfSpent(now) && (oldest is null || readyAt < since || (readyAt == since && first.Slot.Number < oldest.Slot.Number)))
            {
                (oldest, since) = (first, readyAt);
            }
        }

        if (oldest is null || ReferenceEquals(best, oldest) || now - since <= _ageing.Step.Ticks)
        {
            return best;
        }

        // Each route has its own count: counted together, a steady rhythm of takes could give every turn to the same route.
        ref int passedOver = ref _passedOver;
        if (route is not null)
        {
            passedOver = ref route.PassedOver;
        }

        if (++passedOver < _ageing.Share)
        {
            return best;
        }

        passedOver = 0;
        return oldest;
    }

    private T? First(int band, Route? route, long now)
    {
        while (true)
        {
            Line? line = route is null ? _bands[band].First : route.Lines[band];
            T? first = line?.Entries.First;
            if (first is null || !first.Slot.IsExpired(now))
            {
                return first;
            }

            Remove(first);
        }
    }

    private void AddTo(Route route, int band, T entry)
    {
        Line line = route.Lines[band] ??= new Line(held: band >= HeldBand);
        line.Entries.Add(entry);
        if (line.Entries.Count == 1)
        {
            _bands[band].Add(line);
        }
        else if (ReferenceEquals(line.Entries.First, entry))
        {
            _bands[band].Moved(line);
        }
    }

    private void RemoveFrom(Route route, int band, T entry)
    {
        Line line = route.Lines[band]!;
        bool wasFirst = ReferenceEquals(line.Entries.First, entry);
        line.Entries.Remove(entry);
        if (line.Entries.Count == 0)
        {
            _bands[band].Remove(line);
            route.Lines[band] = null;
        }
        else if (wasFirst)
        {
            _bands[band].Moved(line);
        }
    }

    private static bool IsBefore(T left, T right, bool held)
    {
        ref ReadySlot a = ref left.Slot;
        ref ReadySlot b = ref right.Slot;
        long first = a.ReadyAt(held);
        long second = b.ReadyAt(held);
        return first < second || (first == second && a.Number < b.Number);
    }

    private sealed class Route
    {
        public readonly Line?[] Lines = new Line?[BandCount];
        public int Count;
        public int PassedOver;
    }

    private sealed class Line(bool held)
    {
        public readonly bool Held = held;
        public IndexedHeap<T, EntryOrder> Entries = new(new EntryOrder(held));
        public int Place;
    }

    private readonly struct EntryOrder(bool held) : IHeapOrder<T>
    {
        public bool IsBefore(T left, T right) => ReadyOrder<T>.IsBefore(left, right, held);

        public ref int Place(T item)
        {
            ref ReadySlot slot = ref item.Slot;
            return ref held ? ref slot.HeldPlace : ref slot.Place;
        }
    }

    private readonly struct LineOrder : IHeapOrder<Line>
    {
        public bool IsBefore(Line left, Line right) => ReadyOrder<T>.IsBefore(left.Entries.First!, right.Entries.First!, left.Held);

        public ref int Place(Line item) => ref item.Place;
    }
}
