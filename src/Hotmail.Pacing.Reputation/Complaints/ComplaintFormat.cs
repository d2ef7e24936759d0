namespace Hotmail.Pacing.Reputation.Complaints;

/// <summary>How a complaint was written.</summary>
public enum ComplaintFormat : byte
{
    /// <summary>The Abuse Reporting Format, RFC 5965. Microsoft's Junk Mail Reporting Program (JMRP) uses it since June 2026, without the recipient and the body.</summary>
    Arf,

    /// <summary>JMRP's own form before June 2026: the message that was complained about, attached to an e-mail whose subject names the address.</summary>
    Jmrp,
}
