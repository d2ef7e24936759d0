namespace Hotmail.Pacing.Queues;

/// <summary>What an <see cref="IndexedHeap{T, TOrder}"/> has to know of its items. A struct, so that the heap is compiled for each order.</summary>
/// <typeparam name="T">The items.</typeparam>
internal interface IHeapOrder<in T>
{
    /// <summary>Whether one item comes before the other. No two items of one heap may be equal.</summary>
    bool IsBefore(T left, T right);

    /// <summary>Where the item keeps its place in the heap: counted from 1, 0 while it is in none.</summary>
    ref int Place(T item);
}
