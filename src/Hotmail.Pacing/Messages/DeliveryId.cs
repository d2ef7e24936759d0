using System.Globalization;

namespace Hotmail.Pacing;

/// <summary>The number under which the queue keeps one delivery. Unique within one queue (spool), and never used again there.</summary>
/// <param name="Value">The number; positive.</param>
public readonly record struct DeliveryId(long Value) : IComparable<DeliveryId>
{
    /// <inheritdoc />
    public int CompareTo(DeliveryId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether one id was given out before the other.</summary>
    public static bool operator <(DeliveryId left, DeliveryId right) => left.Value < right.Value;

    /// <summary>Whether one id was given out before the other, or they are the same.</summary>
    public static bool operator <=(DeliveryId left, DeliveryId right) => left.Value <= right.Value;

    /// <summary>Whether one id was given out after the other.</summary>
    public static bool operator >(DeliveryId left, DeliveryId right) => left.Value > right.Value;

    /// <summary>Whether one id was given out after the other, or they are the same.</summary>
    public static bool operator >=(DeliveryId left, DeliveryId right) => left.Value >= right.Value;
}
