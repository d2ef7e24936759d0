namespace Hotmail.Pacing;

/// <summary>How mail exchangers are looked up: the section <c>ProviderPacing:Dns</c>.</summary>
public sealed class DnsOptions
{
    /// <summary>
    /// The DNS servers, each an IP address or <c>address:port</c> (<c>[address]:port</c> for IPv6), asked in this order until one answers.
    /// When none does, mail is accepted all the same, and deferred with a reason that names the server.
    /// </summary>
    /// <value>Default none: the system's own.</value>
    public IList<string> Servers { get; } = [];

    /// <summary>How long one server may take over one question.</summary>
    /// <value>Default 5 s, as in resolv.conf(5). 1 ms to 1 min.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many more rounds over the servers are made when none answers.</summary>
    /// <value>Default 1: two rounds in all, as in resolv.conf(5). 0 to 10.</value>
    public int Retries { get; set; } = 1;

    /// <summary>The least time that an answer is kept, whatever its TTL says.</summary>
    /// <value>Default 1 min. 0 to <see cref="MaximumTtl"/>.</value>
    public TimeSpan MinimumTtl { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The most time that an answer is kept.</summary>
    /// <value>Default 1 day. Up to 7 days, the cap that RFC 8767 §4 recommends.</value>
    public TimeSpan MaximumTtl { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The most time that the absence of a domain or record is kept; the zone may say less (RFC 2308).</summary>
    /// <value>Default 5 min. 0 to 1 day.</value>
    public TimeSpan NegativeTtl { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many domains and how many hosts are kept at most; the ones not asked for longest go first.</summary>
    /// <value>Default 100,000. 1 to 10,000,000.</value>
    public int CacheSize { get; set; } = 100_000;
}
