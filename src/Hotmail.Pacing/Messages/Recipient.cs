using System.Diagnostics.CodeAnalysis;

namespace Hotmail.Pacing;

/// <summary>One envelope recipient (RFC 5321 RCPT TO) and what the host knows of it.</summary>
/// <param name="Address">The bare address, <c>local@domain</c>, without angle brackets or display name. The domain may be internationalised.</param>
/// <param name="Engagement">How engaged the recipient is.</param>
public readonly record struct Recipient(string Address, Engagement Engagement = Engagement.Normal)
{
    /// <summary>A recipient of normal engagement.</summary>
    /// <param name="address">The bare address.</param>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the named way.")]
    public static implicit operator Recipient(string address) => new(address);
}
