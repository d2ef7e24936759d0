namespace Hotmail.Pacing.Reputation.Signals;

/// <summary>What may be held against a sender while it sends.</summary>
public enum SignalKind : byte
{
    /// <summary>An address or a domain is on a blocklist.</summary>
    Listed,

    /// <summary>An address has a complaint rate.</summary>
    ComplaintRate,

    /// <summary>The receiver's filter took a part of an address's mail for spam.</summary>
    FilterYellow,

    /// <summary>The receiver's filter took nearly all of it for spam.</summary>
    FilterRed,

    /// <summary>The authentication of a sending domain is broken.</summary>
    AuthenticationBroken,
}
