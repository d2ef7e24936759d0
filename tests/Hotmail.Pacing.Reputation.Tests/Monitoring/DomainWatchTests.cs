using System.Net;
using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Monitoring;
using Hotmail.Pacing.Reputation.Observations;
using Hotmail.Pacing.Reputation.Tests.Dkim;
using Hotmail.Pacing.Reputation.Tests.Dns;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Monitoring;

public sealed class DomainWatchTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private readonly ReportDrop _sink = new();

    public void Dispose() => _sink.Dispose();

    [Fact]
    public async Task A_domain_in_order_is_said_to_be_whole_and_a_broken_one_by_its_worst_issue()
    {
        await RunAsync(Zone());
        var whole = Assert.Single(_sink.Take<AuthenticationObservation>());
        Assert.Equal(("example.com", false, null, Start), (whole.Domain, whole.IsBroken, whole.Evidence, whole.At));

        await RunAsync(Zone(spf: "v=spf1 include:none.example.com -all"));
        var broken = Assert.Single(_sink.Take<AuthenticationObservation>());
        Assert.True(broken.IsBroken);
        Assert.StartsWith("spf-", broken.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("s1._domainkey.example.com")]
    [InlineData("_dmarc.example.com")]
    public async Task What_the_DNS_does_not_answer_is_said_neither_way(string name)
    {
        await RunAsync(Zone(silent: name));
        Assert.Empty(_sink.Take<AuthenticationObservation>());
    }

    [Fact]
    public async Task Broken_is_broken_though_something_else_is_unknown()
    {
        await RunAsync(Zone(spf: "v=spf1 include:none.example.com -all", silent: "_dmarc.example.com"));
        Assert.True(Assert.Single(_sink.Take<AuthenticationObservation>()).IsBroken);
    }

    [Fact]
    public async Task Without_selectors_it_speaks_for_the_rest()
    {
        await RunAsync(Zone(), selectors: []);
        Assert.False(Assert.Single(_sink.Take<AuthenticationObservation>()).IsBroken);
    }

    [Fact]
    public async Task A_list_says_listed_or_not_and_one_that_does_not_answer_says_nothing()
    {
        await RunAsync(Zone().Add("2.0.0.127.a.example", "A", "127.0.0.2").Add("4.4.8.8.a.example", "A", "127.0.0.2").Add("2.0.0.127.b.example", "A", "127.0.0.2").AddTimeout("4.4.8.8.c.example"));

        Assert.Equal(
            [("8.8.4.4", "a.example", true, IssueSeverity.Error, Start), ("8.8.4.4", "b.example", false, IssueSeverity.Error, Start)],
            _sink.Take<ListingObservation>().Select(static listing => (listing.Subject, listing.List, listing.IsListed, listing.Severity, listing.At)).Order());
    }

    private async Task RunAsync(ZoneResolver zone, string[]? selectors = null)
    {
        var options = new SenderReputationOptions();
        foreach (var list in (string[])["a.example", "b.example", "c.example"])
        {
            options.Blocklists.Lists.Add(new Blocklist { Name = list, Zone = list, Subjects = BlocklistSubjects.IPv4 });
        }

        var request = new DomainCheckRequest { Domain = "example.com", Selectors = selectors ?? ["s1"], Addresses = [IPAddress.Parse("8.8.4.4")] };
        var watch = new DomainWatch(new DomainCheck(zone, options, new FakeTimeProvider(Start)), request);
        await watch.RunAsync(_sink, TestContext.Current.CancellationToken);
    }

    private static ZoneResolver Zone(string spf = "v=spf1 ip4:8.8.4.4 -all", string? silent = null)
    {
        var zone = new ZoneResolver();
        (string Name, string Type, string Text)[] records =
        [
            ("example.com", "TXT", spf), ("s1._domainkey.example.com", "TXT", HandKey.Rsa2048.Record), ("_dmarc.example.com", "TXT", "v=DMARC1; p=reject; rua=mailto:d@example.com"),
            ("mail.example.com", "A", "8.8.4.4"), ("4.4.8.8.in-addr.arpa", "PTR", "mail.example.com"),
        ];
        foreach (var (name, type, text) in records)
        {
            if (name == silent)
            {
                zone.AddTimeout(name);
            }
            else
            {
                zone.Add(name, type, text);
            }
        }

        return zone;
    }
}
