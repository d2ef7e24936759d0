namespace Hotmail.Pacing.Reputation.Spf.Flattening;

/// <summary>How flattened records are written.</summary>
public sealed class SpfFlattenOptions
{
    /// <summary>The longest that one record may be, in bytes. What is longer is split.</summary>
    /// <value>450: with it the whole answer fits into the 512 bytes of a plain DNS answer over UDP (RFC 7208 §3.4).</value>
    public int MaxRecordLength { get; set; } = 450;

    /// <summary>What the names of records below the domain begin with; a number and the domain follow.</summary>
    /// <value><c>_spf</c>: <c>_spf1.example.com</c>, <c>_spf2.example.com</c> …</value>
    public string Prefix { get; set; } = "_spf";
}
