using System.Net;
using DnsClient;

namespace Hotmail.Pacing.IntegrationTests.Servers;

public sealed class DnsServerTests
{
    private const string Records = """
        outlook MX 10 mx2.outlook
        outlook MX 5 mx1.outlook
        nomail MX 0 .
        plain A 127.0.0.4
        mx1.outlook A 127.0.0.2
        mx1.outlook AAAA ::1
        outlook TXT "v=spf1 -all"
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_from_the_given_zone()
    {
        await using var server = await DnsServer.StartAsync(Records, Token, timeToLive: 120);
        var client = Client(server);

        var exchangers = (await client.QueryAsync("outlook.test", QueryType.MX, cancellationToken: Token)).Answers.MxRecords().ToList();

        Assert.Equal([(5, "mx1.outlook.test."), (10, "mx2.outlook.test.")], exchangers.Select(static mx => ((int)mx.Preference, mx.Exchange.Value)).Order());
        Assert.All(exchangers, static mx => Assert.Equal(120, mx.InitialTimeToLive));
        Assert.Equal(".", (await client.QueryAsync("nomail.test", QueryType.MX, cancellationToken: Token)).Answers.MxRecords().Single().Exchange.Value);
        Assert.Empty((await client.QueryAsync("plain.test", QueryType.MX, cancellationToken: Token)).Answers);
        Assert.Equal(IPAddress.Parse("127.0.0.4"), (await client.QueryAsync("plain.test", QueryType.A, cancellationToken: Token)).Answers.ARecords().Single().Address);
        Assert.Equal(IPAddress.IPv6Loopback, (await client.QueryAsync("mx1.outlook.test", QueryType.AAAA, cancellationToken: Token)).Answers.AaaaRecords().Single().Address);
        Assert.Equal(["v=spf1 -all"], (await client.QueryAsync("outlook.test", QueryType.TXT, cancellationToken: Token)).Answers.TxtRecords().Single().Text);
        Assert.Equal(DnsHeaderResponseCode.NotExistentDomain, (await client.QueryAsync("absent.test", QueryType.MX, cancellationToken: Token)).Header.ResponseCode);
    }

    [Fact]
    public async Task Root_zone_answers_for_any_name_and_a_killed_server_for_none()
    {
        await using var server = await DnsServer.StartAsync("hotmail.com. MX 2 hotmail-com.olc.protection.outlook.com.", Token, origin: ".");
        await server.KillAsync();
        await Assert.ThrowsAsync<DnsResponseException>(() => Client(server).QueryAsync("hotmail.com", QueryType.MX, cancellationToken: Token));

        await server.StartAsync(Token);

        var answer = await Client(server).QueryAsync("hotmail.com", QueryType.MX, cancellationToken: Token);
        Assert.Equal("hotmail-com.olc.protection.outlook.com.", answer.Answers.MxRecords().Single().Exchange.Value);
    }

    private static LookupClient Client(DnsServer server) =>
        new(new LookupClientOptions(server.EndPoint) { UseCache = false, Retries = 0, Timeout = TimeSpan.FromSeconds(2) });
}
