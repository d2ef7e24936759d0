namespace Hotmail.Pacing;

/// <summary>One thing that is wrong with a message.</summary>
/// <param name="Where">The property, with its index: <c>Recipients[3]</c>, or <c>Messages[17].Sender</c> in a batch.</param>
/// <param name="Value">The offending value, if it can be shown.</param>
/// <param name="Reason">What is wrong, in words.</param>
public sealed record MessageProblem(string Where, string? Value, string Reason)
{
    /// <summary><c>Recipients[3] 'x': reason</c>.</summary>
    public override string ToString() => Value is null ? $"{Where}: {Reason}" : $"{Where} '{Value}': {Reason}";
}
