namespace Hotmail.Pacing.Queues;

/// <summary>A delivery, or what stands for one, that a <see cref="ReadyOrder{T}"/> and an <see cref="ExpiryOrder{T}"/> can hold.</summary>
internal interface IReadyEntry
{
    /// <summary>Its keys and its places.</summary>
    ref ReadySlot Slot { get; }

    /// <summary>Its route; the same for as long as it is in the order.</summary>
    string Route { get; }
}
