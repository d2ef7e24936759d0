using System.Runtime.InteropServices;

namespace Hotmail.Pacing.Queues;

/// <summary>
/// All deliveries of a queue in the order of their numbers, about eight bytes each: chunks of references, of which two neighbours that have become small
/// are merged, so that a few late deliveries among millions of settled ones do not keep whole chunks alive.
/// </summary>
internal sealed class DeliveryIndex
{
    private const int ChunkSize = 256;

    private readonly List<Chunk> _chunks = [];

    public int Count { get; private set; }

    /// <summary>Adds a delivery whose number is higher than all before it.</summary>
    public void Add(IndexedDelivery delivery)
    {
        if (_chunks.Count == 0 || _chunks[^1].Count == ChunkSize)
        {
            _chunks.Add(new Chunk());
        }

        Chunk last = _chunks[^1];
        last.Items[last.Count++] = delivery;
        Count++;
    }

    public void Remove(IndexedDelivery delivery)
    {
        int at = FindChunk(delivery.Slot.Number, static item => item.Slot.Number);
        Chunk chunk = _chunks[at];
        int index = LowerBound(chunk, delivery.Slot.Number, static item => item.Slot.Number);
        chunk.Count--;
        Count--;
        Array.Copy(chunk.Items, index + 1, chunk.Items, index, chunk.Count - index);
        chunk.Items[chunk.Count] = null!;
        if (chunk.Count == 0)
        {
            _chunks.RemoveAt(at);
        }
        else if (!TryMerge(at) && at > 0)
        {
            TryMerge(at - 1);
        }
    }

    /// <summary>Puts another object with the same number in a delivery's place.</summary>
    public void Replace(IndexedDelivery delivery, IndexedDelivery successor)
    {
        Chunk chunk = _chunks[FindChunk(delivery.Slot.Number, static item => item.Slot.Number)];
        chunk.Items[LowerBound(chunk, delivery.Slot.Number, static item => item.Slot.Number)] = successor;
    }

    /// <summary>The deliveries whose number is above this one, in order. The index must not change while they are enumerated.</summary>
    public IEnumerable<IndexedDelivery> After(long number) => From(number + 1, static item => item.Slot.Number);

    /// <summary>The deliveries of this message and those after it, in order: numbers of messages rise with those of deliveries.</summary>
    public IEnumerable<IndexedDelivery> FromMessage(long message) => From(message, static item => item.MessageNumber);

    private IEnumerable<IndexedDelivery> From(long value, Func<IndexedDelivery, long> key)
    {
        int at = FindChunk(value, key);
        for (int index = at < _chunks.Count ? LowerBound(_chunks[at], value, key) : 0; at < _chunks.Count; at++, index = 0)
        {
            Chunk chunk = _chunks[at];
            for (; index < chunk.Count; index++)
            {
                yield return chunk.Items[index];
            }
        }
    }

    /// <summary>The first chunk whose last delivery is not below the value; the number of chunks if there is none.</summary>
    private int FindChunk(long value, Func<IndexedDelivery, long> key)
    {
        ReadOnlySpan<Chunk> chunks = CollectionsMarshal.AsSpan(_chunks);
        int low = 0;
        int high = chunks.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            Chunk chunk = chunks[middle];
            if (key(chunk.Items[chunk.Count - 1]) < value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static int LowerBound(Chunk chunk, long value, Func<IndexedDelivery, long> key)
    {
        int low = 0;
        int high = chunk.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (key(chunk.Items[middle]) < value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private bool TryMerge(int at)
    {
        if (at + 1 >= _chunks.Count || _chunks[at].Count + _chunks[at + 1].Count > ChunkSize / 2)
        {
            return false;
        }

        Chunk left = _chunks[at];
        Chunk right = _chunks[at + 1];
        Array.Copy(right.Items, 0, left.Items, left.Count, right.Count);
        left.Count += right.Count;
        _chunks.RemoveAt(at + 1);
        return true;
    }

    private sealed class Chunk
    {
        public readonly IndexedDelivery[] Items = new IndexedDelivery[ChunkSize];
        public int Count;
    }
}
