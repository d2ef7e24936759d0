using System.Runtime.InteropServices;

namespace Hotmail.Pacing.Queues;

/// <summary>
/// What the orders of a queue know of one delivery, kept inside the delivery itself. The keys do not change while it is in an order. Times are UTC ticks.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct ReadySlot
{
    public long Number;
    public long AcceptedAt;
    public long DueAt;
    public long ExpiresAt;
    public MessagePriority Priority;
    public Engagement Engagement;

    /// <summary>Whether it was taken, and so is in no <see cref="ReadyOrder{T}"/>.</summary>
    public bool Taken;

    /// <summary>Its place in its line of the <see cref="ReadyOrder{T}"/>; 0 while it is not in one.</summary>
    internal int Place;

    /// <summary>Its place in the line of held mail, for a dormant delivery.</summary>
    internal int HeldPlace;

    /// <summary>Its place in the <see cref="ExpiryOrder{T}"/>.</summary>
    internal int ExpiryPlace;

    public readonly bool IsExpired(long now) => ExpiresAt < now;

    /// <summary>Whether half of its time in the queue is over.</summary>
    public readonly bool IsHalfSpent(long now) => now >= HalfTime;

    /// <summary>When it is ready; on a path that holds dormant mail, not before half of its time in the queue is over.</summary>
    public readonly long ReadyAt(bool held) => held ? Math.Max(DueAt, HalfTime) : DueAt;

    private readonly long HalfTime => AcceptedAt + ((ExpiresAt - AcceptedAt) / 2);
}
