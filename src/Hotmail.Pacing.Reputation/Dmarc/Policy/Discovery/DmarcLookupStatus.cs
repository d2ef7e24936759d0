namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;

/// <summary>What a domain has for a DMARC record.</summary>
public enum DmarcLookupStatus : byte
{
    /// <summary>One record.</summary>
    Found,

    /// <summary>None.</summary>
    None,

    /// <summary>More than one; receivers use none of them.</summary>
    Several,

    /// <summary>The DNS gave no answer.</summary>
    Failed,
}
