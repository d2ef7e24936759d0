using System.Diagnostics.CodeAnalysis;

namespace Hotmail.Pacing.Reputation.Dns;

/// <summary>The kinds of records that are asked for.</summary>
public enum DnsRecordKind : byte
{
    /// <summary>IPv4 addresses, in <see cref="DnsAnswer.Addresses"/>.</summary>
    A,

    /// <summary>IPv6 addresses, in <see cref="DnsAnswer.Addresses"/>.</summary>
    Aaaa,

    /// <summary>Mail exchangers, in <see cref="DnsAnswer.Names"/>, the preferred first; a null MX is an empty name.</summary>
    Mx,

    /// <summary>Names of an address, in <see cref="DnsAnswer.Names"/>.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The DNS's own word.")]
    Ptr,

    /// <summary>Texts, in <see cref="DnsAnswer.Texts"/>.</summary>
    Txt,

    /// <summary>The name that a name is an alias of, in <see cref="DnsAnswer.Names"/>.</summary>
    Cname,
}
