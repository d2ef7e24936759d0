namespace Hotmail.Pacing.Reputation.Dmarc;

/// <summary>What a receiver says it did with messages, by the DMARC policy.</summary>
public enum DmarcDisposition : byte
{
    /// <summary>The report does not say, or says a word of its own.</summary>
    Unknown,

    /// <summary>Nothing was done: <c>none</c>, or <c>pass</c> in the successor's schema.</summary>
    None,

    /// <summary>They were treated as suspicious: <c>quarantine</c>.</summary>
    Quarantine,

    /// <summary>They were refused: <c>reject</c>.</summary>
    Reject,
}
