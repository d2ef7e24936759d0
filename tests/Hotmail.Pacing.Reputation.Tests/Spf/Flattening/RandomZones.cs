using CsCheck;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Spf.Flattening;

/// <summary>Zones of five domains whose records include and redirect to each other, over two networks of 32 addresses, so that everything overlaps.</summary>
internal static class RandomZones
{
    public const string Top = "d0.example.com";

    private const int Domains = 5;

    private static readonly Gen<string> Qualifier = Gen.OneOf("", "", "", "+", "-", "~", "?");

    private static readonly Gen<string> Prefixes = Gen.OneOf("", "", "/30", "/28//126", "//124");

    private static readonly Gen<string> IPv4 = Gen.Int[0, 31].Select(static host => $"10.0.0.{host}");

    private static readonly Gen<string> IPv6 = Gen.Int[0, 31].Select(static host => $"2001:db8::{host:x}");

    private static readonly Gen<string> Host = Gen.Int[0, 3].Select(static host => $"h{host}.example.com");

    private static readonly Gen<string> Network = Gen.Frequency(
        (6, Gen.Select(IPv4, Gen.Int[27, 32], static (address, prefix) => $"ip4:{address}/{prefix}")),
        (4, Gen.Select(IPv6, Gen.Int[123, 128], static (address, prefix) => $"ip6:{address}/{prefix}")),
        (1, Gen.OneOf("ip4:0.0.0.0/0", "ip4:128.0.0.0/1", "ip6:::/0", "ip6:8000::/1")));

    private static readonly Gen<string> Lookup = Gen.Frequency(
        (4, Gen.Select(Host, Prefixes, static (host, prefixes) => $"a:{host}{prefixes}")),
        (1, Gen.OneOf("a", "mx", "a:absent.example.com", "a:h0.%{d2}", "mx:%{d}")),
        (2, Gen.Select(Gen.Int[0, Domains - 1], Prefixes, static (domain, prefixes) => $"mx:d{domain}.example.com{prefixes}")));

    private static readonly Gen<string> OfTheMessage = Gen.OneOf(
        "exists:%{i}.list.example.com", "exists:%{i}.%{d}", "exists:%{ir}.%{d1r}.example.com", "a:%{i}.list.example.com/30", "ptr:example.com", "ptr", "exists:%{p}.names.example.com", "include:%{l}.example.com",
        "exists:h0.example.com");

    private static readonly Gen<string[]> Addresses = Gen.OneOf(IPv4, IPv6).Array[0, 3];

    /// <summary>The records of a zone: name, kind and value.</summary>
    public static Gen<(string Name, string Kind, string Value)[]> All { get; } = Gen.Select(
        Gen.Select(Record(0), Record(1), Record(2), Record(3), Record(4)),
        Addresses.Array[4],
        Gen.Select(Gen.Int[0, Domains - 1], Gen.Int[0, 3]).Array[0, 8],
        IPv4.Array[0, 12],
        static (records, hosts, exchangers, listed) => Make([records.Item1, records.Item2, records.Item3, records.Item4, records.Item5], hosts, exchangers, listed));

    /// <summary>The zone with other TXT records at some names.</summary>
    public static ZoneResolver ToZone(IEnumerable<(string Name, string Kind, string Value)> records, params IEnumerable<(string Name, string Text)> texts)
    {
        var zone = new ZoneResolver();
        var replaced = texts.ToDictionary(static text => text.Name, static text => text.Text);
        foreach (var (name, kind, value) in records)
        {
            if (kind != "TXT" || !replaced.ContainsKey(name))
            {
                zone.Add(name, kind, value);
            }
        }

        foreach (var (name, text) in replaced)
        {
            zone.Add(name, "TXT", text);
        }

        return zone;
    }

    /// <summary>Mostly leads to later domains only; else it may lead back to itself.</summary>
    private static Gen<string> Record(int domain)
    {
        var later = Gen.Frequency((19, Gen.Int[Math.Min(domain + 1, Domains - 1), Domains - 1]), (1, Gen.Int[0, Domains - 1])).Select(static other => $"d{other}.example.com");
        var include = later.Select(static other => $"include:{other}");
        var mechanism = domain == Domains - 1 ? Gen.Frequency((5, Network), (3, Lookup), (1, OfTheMessage)) : Gen.Frequency((8, Network), (4, Lookup), (1, OfTheMessage), (6, include));
        var term = Gen.Select(Qualifier, mechanism, static (qualifier, mechanism) => qualifier + mechanism);
        var end = Gen.Frequency((6, Gen.OneOf("", "-all", "~all", "?all", "-all", "+all")), (domain == Domains - 1 ? 0 : 2, later.Select(static other => $"redirect={other}")), (1, Gen.Const("redirect=%{l}.example.com")));
        return Gen.Select(term.Array[0, 6], end, static (terms, end) => string.Join(' ', ["v=spf1", .. terms, end]));
    }

    private static (string Name, string Kind, string Value)[] Make(string[] records, string[][] hosts, (int Domain, int Host)[] exchangers, string[] listed) =>
    [
        .. records.Select(static (record, index) => ($"d{index}.example.com", "TXT", record)),
        .. hosts.SelectMany(static (addresses, index) => addresses.Distinct().Select(address => ($"h{index}.example.com", address.Contains(':', StringComparison.Ordinal) ? "AAAA" : "A", address))),
        .. exchangers.Distinct().Select(static exchanger => ($"d{exchanger.Domain}.example.com", "MX", $"h{exchanger.Host}.example.com")),
        .. listed.Distinct().SelectMany(static address => new[] { ($"{address}.list.example.com", "A", address), ($"{address}.d0.example.com", "A", "127.0.0.2"), ($"{address}.d3.example.com", "A", "127.0.0.2") }),
        .. hosts.SelectMany(static (addresses, index) => addresses.Where(static address => address.StartsWith("10.", StringComparison.Ordinal)).Distinct()
            .Select(address => ($"{address.Split('.')[3]}.0.0.10.in-addr.arpa", "PTR", $"h{index}.example.com"))),
        ("h1.example.com.names.example.com", "A", "127.0.0.2"),
        ("user.example.com", "TXT", "v=spf1 ip4:10.0.0.8/29 -ip4:10.0.0.16/30 ip6:2001:db8::10/124"),
    ];
}
