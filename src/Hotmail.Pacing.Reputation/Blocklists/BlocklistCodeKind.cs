namespace Hotmail.Pacing.Reputation.Blocklists;

/// <summary>What an answer of a blocklist says.</summary>
public enum BlocklistCodeKind : byte
{
    /// <summary>The address or domain is listed for what it did.</summary>
    Listing,

    /// <summary>The address is listed because nobody should send mail directly from it, whatever it did: dynamic and end users' addresses.</summary>
    Policy,

    /// <summary>The list refuses whoever asks: no listing.</summary>
    Refused,

    /// <summary>The question was wrong: no listing.</summary>
    Error,
}
