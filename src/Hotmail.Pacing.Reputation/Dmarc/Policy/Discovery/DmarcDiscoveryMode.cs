namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;

/// <summary>How a domain's DMARC record and its organisational domain are found.</summary>
public enum DmarcDiscoveryMode : byte
{
    /// <summary>By going up the DNS, at most 8 questions (RFC 9989 §4.10).</summary>
    TreeWalk,

    /// <summary>By the public suffix list, at most 2 questions (RFC 7489 §3.2 and §6.6.3). Receivers that have not changed to RFC 9989 do it so.</summary>
    PublicSuffixList,
}
