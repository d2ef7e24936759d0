namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Records;

/// <summary>Whether a domain's record says that it is a public suffix (the tag <c>psd</c>).</summary>
public enum DmarcPublicSuffix : byte
{
    /// <summary>It does not say (<c>u</c>, or no such tag).</summary>
    Unsaid,

    /// <summary>It is one: each domain one label below is an organisation's (<c>y</c>).</summary>
    Yes,

    /// <summary>It is none, and is the organisational domain of all below it (<c>n</c>).</summary>
    No,
}
