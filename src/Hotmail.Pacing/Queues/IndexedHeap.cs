namespace Hotmail.Pacing.Queues;

/// <summary>
/// A heap of four children a node whose items know their place, so that any of them can be removed in O(log n). It holds eight bytes an item; the
/// array grows by a quarter and shrinks when three quarters of it are free, so its slack is bounded. A mutable struct: keep it in a field.
/// </summary>
/// <typeparam name="T">The items.</typeparam>
/// <typeparam name="TOrder">Their order.</typeparam>
internal struct IndexedHeap<T, TOrder>
    where T : class
    where TOrder : struct, IHeapOrder<T>
{
    private const int Children = 4;
    private const int SmallestCapacity = 4;

    private readonly TOrder _order;
    private T[]? _items;
    private int _count;

    public IndexedHeap(TOrder order) => _order = order;

    public readonly int Count => _count;

    /// <summary>The first item, or <see langword="null"/> if there is none.</summary>
    public readonly T? First => _count == 0 ? null : _items![0];

    public readonly bool Contains(T item) => _order.Place(item) > 0;

    public void Add(T item)
    {
        if (_items is null || _count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(SmallestCapacity, _count + Math.Max(_count / 4, Math.Min(_count, 16))));
        }

        RiseFrom(_count++, item);
    }

    public void Remove(T item)
    {
        ref int place = ref _order.Place(item);
        int index = place - 1;
        place = 0;
        T last = _items![--_count];
        _items[_count] = null!;
        if (index < _count)
        {
            Settle(index, last);
        }

        if (_count == 0)
        {
            _items = null;
        }
        else if (_items.Length > SmallestCapacity && _count <= _items.Length / 4)
        {
            Array.Resize(ref _items, _items.Length / 2);
        }
    }

    /// <summary>Puts an item in its place again after what it is ordered by has changed.</summary>
    public readonly void Moved(T item) => Settle(_order.Place(item) - 1, item);

    private readonly void Settle(int index, T item)
    {
        if (index > 0 && _order.IsBefore(item, _items![(index - 1) / Children]))
        {
            RiseFrom(index, item);
        }
        else
        {
            SinkFrom(index, item);
        }
    }

    private readonly void RiseFrom(int index, T item)
    {
        T[] items = _items!;
        while (index > 0)
        {
            int parent = (index - 1) / Children;
            if (!_order.IsBefore(item, items[parent]))
            {
                break;
            }

            Put(index, items[parent]);
            index = parent;
        }

        Put(index, item);
    }

    private readonly void SinkFrom(int index, T item)
    {
        T[] items = _items!;
        while (true)
        {
            int child = (index * Children) + 1;
            if (child >= _count)
            {
                break;
            }

            int least = child;
            int end = Math.Min(child + Children, _count);
            while (++child < end)
            {
                if (_order.IsBefore(items[child], items[least]))
                {
                    least = child;
                }
            }

            if (!_order.IsBefore(items[least], item))
            {
                break;
            }

            Put(index, items[least]);
            index = least;
        }

        Put(index, item);
    }

    private readonly void Put(int index, T item)
    {
        _items![index] = item;
        _order.Place(item) = index + 1;
    }
}
