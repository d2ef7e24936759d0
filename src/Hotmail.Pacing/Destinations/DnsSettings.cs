using System.Net;

namespace Hotmail.Pacing.Destinations;

/// <summary>How mail exchangers are looked up, as configured and checked. Immutable.</summary>
internal sealed record DnsSettings
{
    /// <summary>The servers in the order to ask; empty for the system's.</summary>
    public IReadOnlyList<IPEndPoint> Servers { get; init; } = [];

    /// <summary>How long one server may take over one question.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The rounds over the servers after the first.</summary>
    public int Retries { get; init; } = 1;

    /// <summary>The least time that an answer is kept.</summary>
    public TimeSpan MinimumTtl { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The most time that an answer is kept.</summary>
    public TimeSpan MaximumTtl { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The most time that an absence is kept.</summary>
    public TimeSpan NegativeTtl { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The most domains, and the most hosts, that are kept.</summary>
    public int CacheSize { get; init; } = 100_000;
}
