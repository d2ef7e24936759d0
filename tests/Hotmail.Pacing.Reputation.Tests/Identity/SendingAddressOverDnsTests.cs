using System.Net;
using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Identity;

namespace Hotmail.Pacing.Reputation.Tests.Identity;

/// <summary>The checks of a sending address and its domain, over a real name server.</summary>
public class SendingAddressOverDnsTests
{
    private const string Six = "5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2";

    private const string Records = $"""
        {Six}.ip6.arpa. PTR mail.example.com.
        25.2.0.192.in-addr.arpa. PTR mail.example.com.
        mail.example.com. AAAA 2001:db8::25
        mail.example.com. TXT "v=spf1 a -all"
        example.com. MX 10 mail.example.com.
        nomail.example.com. MX 0 .
        2.0.0.127.bl.example.net. A 127.0.0.2
        2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.bl.example.net. A 127.0.0.2
        {Six}.bl.example.net. A 127.0.0.10
        {Six}.bl.example.net. A 127.0.0.4
        {Six}.bl.example.net. TXT "listed"
        *.wild.example.net. A 127.0.0.2
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Addresses_of_both_families_are_checked()
    {
        await using var server = await DnsServer.StartAsync(Records, Token, origin: ".");
        var resolver = Resolver(server);
        var six = IPAddress.Parse("2001:db8::25");

        Assert.Empty((await new ReverseDnsCheck(resolver).CheckAsync(six, Token)).Issues);
        Assert.Empty((await new HeloCheck(resolver).CheckAsync("mail.example.com", six, Token)).Issues);
        Assert.Equal(["rdns-unconfirmed"], (await new ReverseDnsCheck(resolver).CheckAsync(IPAddress.Parse("192.0.2.25"), Token)).Issues.Select(static issue => issue.Code));
        Assert.Equal(["rdns-missing"], (await new ReverseDnsCheck(resolver).CheckAsync(IPAddress.Parse("192.0.2.26"), Token)).Issues.Select(static issue => issue.Code));
        Assert.Empty((await new MailExchangerCheck(resolver).CheckAsync("example.com", Token)).Issues);
        Assert.Equal(["mx-null"], (await new MailExchangerCheck(resolver).CheckAsync("nomail.example.com", Token)).Issues.Select(static issue => issue.Code));
    }

    [Fact]
    public async Task A_list_that_works_is_told_from_one_that_has_everything()
    {
        await using var server = await DnsServer.StartAsync(Records, Token, origin: ".");
        var options = new BlocklistOptions
        {
            Lists =
            {
                KnownBlocklists.SpamhausZen with { Zone = "bl.example.net" },
                KnownBlocklists.SpamhausZen with { Zone = "wild.example.net" },
            },
        };
        var checker = new BlocklistChecker(Resolver(server), options);

        var six = await checker.CheckAddressAsync(IPAddress.Parse("2001:db8::25"), Token);
        var four = await checker.CheckAddressAsync(IPAddress.Parse("192.0.2.25"), Token);

        Assert.Equal([BlocklistStatus.Listed, BlocklistStatus.Unknown], six.Results.Select(static result => result.Status));
        Assert.Equal("listed", six.Results[0].Reason);
        Assert.Equal(["blocklist-listed-microsoft", "blocklist-policy", "blocklist-broken"], six.Issues.Select(static issue => issue.Code));
        Assert.Equal([BlocklistStatus.NotListed, BlocklistStatus.Unknown], four.Results.Select(static result => result.Status));
    }

    private static DnsResolver Resolver(DnsServer server) => new(new DnsResolverOptions { Servers = { server.EndPoint }, Timeout = TimeSpan.FromSeconds(30) });
}
