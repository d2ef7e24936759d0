namespace Hotmail.Pacing.Queues;

/// <summary>The order in which deliveries expire, for an <see cref="IndexedHeap{T, TOrder}"/>.</summary>
/// <typeparam name="T">The deliveries.</typeparam>
internal readonly struct ExpiryOrder<T> : IHeapOrder<T>
    where T : class, IReadyEntry
{
    public bool IsBefore(T left, T right)
    {
        ref ReadySlot a = ref left.Slot;
        ref ReadySlot b = ref right.Slot;
        return a.ExpiresAt < b.ExpiresAt || (a.ExpiresAt == b.ExpiresAt && a.Number < b.Number);
    }

    public ref int Place(T item) => ref item.Slot.ExpiryPlace;
}
