namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;

/// <summary>What authenticated a domain.</summary>
public enum DmarcMechanism : byte
{
    /// <summary>SPF, for the envelope sender's domain.</summary>
    Spf,

    /// <summary>A DKIM signature, for the domain that signed.</summary>
    Dkim,
}
