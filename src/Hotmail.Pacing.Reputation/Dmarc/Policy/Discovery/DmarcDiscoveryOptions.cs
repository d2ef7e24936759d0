using Hotmail.Pacing.Reputation.Domains;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;

/// <summary>How records and organisational domains are found.</summary>
public sealed class DmarcDiscoveryOptions
{
    /// <summary>By which of the two standards.</summary>
    /// <value><see cref="DmarcDiscoveryMode.TreeWalk"/>.</value>
    public DmarcDiscoveryMode Mode { get; set; } = DmarcDiscoveryMode.TreeWalk;

    /// <summary>The public suffix list: for <see cref="DmarcDiscoveryMode.PublicSuffixList"/>, and to say where both ways differ.</summary>
    /// <value><see cref="PublicSuffixList.Default"/>.</value>
    public PublicSuffixList Suffixes { get; set; } = PublicSuffixList.Default;
}
