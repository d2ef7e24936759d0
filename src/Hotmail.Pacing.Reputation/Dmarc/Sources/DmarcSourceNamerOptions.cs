namespace Hotmail.Pacing.Reputation.Dmarc.Sources;

/// <summary>How much a <see cref="DmarcSourceNamer"/> asks.</summary>
public sealed class DmarcSourceNamerOptions
{
    /// <summary>The most sources to name: those with the most messages.</summary>
    /// <value>100.</value>
    public int MaxSources { get; set; } = 100;

    /// <summary>The most names of an address that are tried, until one leads back to it. So there are at most MaxSources × (1 + MaxNames) questions.</summary>
    /// <value>3.</value>
    public int MaxNames { get; set; } = 3;

    /// <summary>How many sources are asked for at once.</summary>
    /// <value>8.</value>
    public int Parallelism { get; set; } = 8;
}
