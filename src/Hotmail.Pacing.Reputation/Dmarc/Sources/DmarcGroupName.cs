namespace Hotmail.Pacing.Reputation.Dmarc.Sources;

/// <summary>Where a group of sources has its name from.</summary>
public enum DmarcGroupName : byte
{
    /// <summary>Its only address, of which nothing is known; or none, for what has no readable address and for the sources past the most that are told apart.</summary>
    Address,

    /// <summary>The organisational domain of the names of its addresses, each of which leads back to its address.</summary>
    ReverseDns,

    /// <summary>The organisational domain of the domain for which SPF passed.</summary>
    SpfDomain,

    /// <summary>The organisational domain of the domain whose DKIM signature passed.</summary>
    DkimDomain,
}
