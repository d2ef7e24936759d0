using System.Net;
using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Benchmarks.Spf;

/// <summary>A company's record with two included senders and a redirect, in memory: 8 lookups for a client that fails.</summary>
internal static class SpfZone
{
    public const string Domain = "example.com";

    /// <summary>The clients, some of which pass early, some late, some not.</summary>
    public static IReadOnlyList<(IPAddress Address, bool Passes)> Clients { get; } =
    [
        .. new[] { "192.0.2.5", "192.0.2.80", "192.0.2.26", "198.51.100.200", "203.0.113.130", "2001:db8:400::25", "2001:db8:1::7" }.Select(static text => (IPAddress.Parse(text), true)),
        .. new[] { "192.0.2.200", "10.1.2.3", "2001:db8:ffff::1" }.Select(static text => (IPAddress.Parse(text), false)),
    ];

    /// <summary>The zone's records.</summary>
    public static IReadOnlyList<(string Name, DnsRecordKind Kind, string Value)> Records { get; } =
    [
        (Domain, DnsRecordKind.Txt, "v=spf1 ip4:192.0.2.0/28 a mx include:_spf.office.example include:_spf.news.example redirect=_spf.example.com"),
        (Domain, DnsRecordKind.Txt, "site-verification=0123456789abcdef0123456789abcdef"),
        (Domain, DnsRecordKind.A, "192.0.2.80"),
        (Domain, DnsRecordKind.Aaaa, "2001:db8::80"),
        (Domain, DnsRecordKind.Mx, "mx1.example.com"),
        (Domain, DnsRecordKind.Mx, "mx2.example.com"),
        ("mx1.example.com", DnsRecordKind.A, "192.0.2.25"),
        ("mx1.example.com", DnsRecordKind.Aaaa, "2001:db8::25"),
        ("mx2.example.com", DnsRecordKind.A, "192.0.2.26"),
        ("mx2.example.com", DnsRecordKind.Aaaa, "2001:db8::26"),
        ("_spf.office.example", DnsRecordKind.Txt, "v=spf1 include:_netblocks.office.example include:_netblocks2.office.example ~all"),
        ("_netblocks.office.example", DnsRecordKind.Txt, "v=spf1 ip4:198.51.100.0/27 ip4:198.51.100.64/27 ip4:198.51.100.128/26 ip4:198.51.100.192/26 ip4:203.0.113.0/28 ip4:203.0.113.32/28 ~all"),
        ("_netblocks2.office.example", DnsRecordKind.Txt, "v=spf1 ip6:2001:db8:100::/40 ip6:2001:db8:200::/40 ip6:2001:db8:300::/40 ip6:2001:db8:400::/40 ~all"),
        ("_spf.news.example", DnsRecordKind.Txt, "v=spf1 ip4:203.0.113.64/28 ip4:203.0.113.96/28 ip4:203.0.113.128/28 a:relay.news.example ~all"),
        ("relay.news.example", DnsRecordKind.A, "203.0.113.200"),
        ("relay.news.example", DnsRecordKind.Aaaa, "2001:db8:500::1"),
        ("_spf.example.com", DnsRecordKind.Txt, "v=spf1 ip4:192.0.2.112/29 ip6:2001:db8:1::/48 -all"),
    ];
}
