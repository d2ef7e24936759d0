using System.Globalization;
using System.Net;
using Hotmail.Pacing.Reputation.Dmarc;
using Hotmail.Pacing.Reputation.Dmarc.Sources;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Dmarc;

public sealed class DmarcSourceNamerTests
{
    [Fact]
    public async Task A_name_counts_where_it_leads_back_to_the_address()
    {
        var dns = new ZoneResolver()
            .Add("1.2.0.192.in-addr.arpa", "PTR", "liar.bank.example").Add("liar.bank.example", "A", "203.0.113.1")
            .Add("1.2.0.192.in-addr.arpa", "PTR", "MX.shop.example").Add("mx.shop.example", "A", "192.0.2.1")
            .Add("2.2.0.192.in-addr.arpa", "PTR", "liar.bank.example")
            .Add("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", "PTR", "six.shop.example").Add("six.shop.example", "AAAA", "2001:db8::1")
            .AddTimeout("3.2.0.192.in-addr.arpa");

        var names = await new DmarcSourceNamer(dns).NameAsync(Sources("192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1", "?"), TestContext.Current.CancellationToken);

        Assert.Equal(
            new Dictionary<IPAddress, string> { [IPAddress.Parse("192.0.2.1")] = "mx.shop.example", [IPAddress.Parse("2001:db8::1")] = "six.shop.example" },
            names.ToDictionary());
    }

    [Fact]
    public async Task Questions_are_bounded_and_go_to_the_sources_with_the_most_messages()
    {
        var dns = new ZoneResolver();
        for (var name = 0; name < 100; name++)
        {
            dns.Add("1.2.0.192.in-addr.arpa", "PTR", string.Create(CultureInfo.InvariantCulture, $"n{name}.example")).Add("2.2.0.192.in-addr.arpa", "PTR", "x y.example");
        }

        var options = new DmarcSourceNamerOptions { MaxSources = 2, MaxNames = 3, Parallelism = 1 };
        var names = await new DmarcSourceNamer(dns, options).NameAsync(Sources("192.0.2.1", "192.0.2.2", "192.0.2.3"), TestContext.Current.CancellationToken);

        Assert.Empty(names);
        Assert.Equal(["Ptr 1.2.0.192.in-addr.arpa", "A n0.example", "A n1.example", "A n2.example", "Ptr 2.2.0.192.in-addr.arpa"], dns.Questions);
    }

    /// <summary>Sources with fewer and fewer messages.</summary>
    private static IReadOnlyList<DmarcSource> Sources(params string[] addresses) =>
        DmarcFiles.Read(DmarcFiles.Report(string.Concat(addresses.Select((address, index) => DmarcFiles.Record(address, (100 - index).ToString(CultureInfo.InvariantCulture)))))).Sources;
}
