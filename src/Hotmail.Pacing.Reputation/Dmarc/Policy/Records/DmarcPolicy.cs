namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Records;

/// <summary>What a domain's owner asks receivers to do with mail that fails DMARC. The greater, the stricter.</summary>
public enum DmarcPolicy : byte
{
    /// <summary>Nothing (<c>none</c>).</summary>
    None,

    /// <summary>Treat it as suspicious (<c>quarantine</c>).</summary>
    Quarantine,

    /// <summary>Refuse it (<c>reject</c>).</summary>
    Reject,
}
