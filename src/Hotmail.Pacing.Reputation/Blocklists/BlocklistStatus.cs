namespace Hotmail.Pacing.Reputation.Blocklists;

/// <summary>What a blocklist says of an address or domain.</summary>
public enum BlocklistStatus : byte
{
    /// <summary>It could not be found out; <see cref="BlocklistResult.Problem"/> says why.</summary>
    Unknown,

    /// <summary>The list works and does not have it.</summary>
    NotListed,

    /// <summary>The list works and has it.</summary>
    Listed,
}
