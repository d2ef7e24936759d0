namespace Hotmail.Pacing.Reputation.Dmarc.Sources;

/// <summary>What a group of sources is to the owner of the domain.</summary>
public enum DmarcStanding : byte
{
    /// <summary>Nothing shows that it sends with the owner's will.</summary>
    Unverified,

    /// <summary>It passes mail on: SPF passes for no domain at all, and the owner's DKIM signature passes and is aligned.</summary>
    Forwarder,

    /// <summary>Enough of its messages passed DMARC.</summary>
    Verified,

    /// <summary>The owner has named it.</summary>
    Approved,
}
