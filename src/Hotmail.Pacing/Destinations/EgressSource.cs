using System.Net;

namespace Hotmail.Pacing.Destinations;

/// <summary>Where mail leaves from: the local address, the EHLO name, or a relay. Receivers count connections per source IP.</summary>
public sealed record EgressSource
{
    /// <summary>The name that paths, records and snapshots show.</summary>
    public required string Name { get; init; }

    /// <summary>The local address that connections are bound to; <see langword="null"/> leaves it to the system.</summary>
    public IPAddress? LocalAddress { get; init; }

    /// <summary>The name given in EHLO: the fully qualified host name that the source's PTR record shows. <see langword="null"/> uses the machine's name.</summary>
    public string? EhloName { get; init; }

    /// <summary>The relay that takes all mail of this source; <see langword="null"/> delivers to the recipients' mail exchangers.</summary>
    public RelayEndpoint? Relay { get; init; }

    /// <summary>The port of the recipients' mail exchangers. 25; another one serves tests.</summary>
    public int Port { get; init; } = 25;

    /// <summary>Whether the source is new to the receivers (warm-up): its paths start at one or two connections and earn every step.</summary>
    public bool IsNew { get; init; }
}
