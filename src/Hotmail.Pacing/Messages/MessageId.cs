using System.Globalization;

namespace Hotmail.Pacing;

/// <summary>The number under which the queue accepted a message. Unique within one queue (spool), and never used again there.</summary>
/// <param name="Value">The number; positive.</param>
public readonly record struct MessageId(long Value) : IComparable<MessageId>
{
    /// <inheritdoc />
    public int CompareTo(MessageId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether one id was given out before the other.</summary>
    public static bool operator <(MessageId left, MessageId right) => left.Value < right.Value;

    /// <summary>Whether one id was given out before the other, or they are the same.</summary>
    public static bool operator <=(MessageId left, MessageId right) => left.Value <= right.Value;

    /// <summary>Whether one id was given out after the other.</summary>
    public static bool operator >(MessageId left, MessageId right) => left.Value > right.Value;

    /// <summary>Whether one id was given out after the other, or they are the same.</summary>
    public static bool operator >=(MessageId left, MessageId right) => left.Value >= right.Value;
}
