using System.Net;
using System.Net.Sockets;
using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Dns;

public class DnsResolverTests
{
    private const string Records = """
        example MX 10 mx2.example
        example MX 5 mx1.example
        example TXT "v=spf1 " "-all"
        example TXT "other"
        null MX 0 .
        mx1.example A 192.0.2.1
        mx1.example AAAA 2001:db8::1
        alias CNAME mx1.example
        1.2.0.192.in-addr.arpa PTR mx1.example.test.
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_kind_of_record_is_found()
    {
        await using var server = await DnsServer.StartAsync(Records, Token);
        var resolver = Resolver(server.EndPoint);

        Assert.Equal(["mx1.example.test", "mx2.example.test"], (await resolver.ResolveAsync("example.test", DnsRecordKind.Mx, Token)).Names);
        Assert.Equal([""], (await resolver.ResolveAsync("null.test", DnsRecordKind.Mx, Token)).Names);
        Assert.Equal(["other", "v=spf1 -all"], (await resolver.ResolveAsync("example.test", DnsRecordKind.Txt, Token)).Texts.Order(StringComparer.Ordinal));
        Assert.Equal([IPAddress.Parse("192.0.2.1")], (await resolver.ResolveAsync("alias.test", DnsRecordKind.A, Token)).Addresses);
        Assert.Equal([IPAddress.Parse("2001:db8::1")], (await resolver.ResolveAsync("mx1.example.test", DnsRecordKind.Aaaa, Token)).Addresses);
        Assert.Equal(["mx1.example.test"], (await resolver.ResolveAsync("1.2.0.192.in-addr.arpa.test", DnsRecordKind.Ptr, Token)).Names);
    }

    [Fact]
    public async Task No_name_no_data_and_no_answer_are_told_apart()
    {
        await using var server = await DnsServer.StartAsync(Records, Token);
        var resolver = Resolver(server.EndPoint);

        Assert.Equal(DnsAnswerStatus.NoName, (await resolver.ResolveAsync("absent.test", DnsRecordKind.A, Token)).Status);
        Assert.Equal(DnsAnswerStatus.NoData, (await resolver.ResolveAsync("example.test", DnsRecordKind.A, Token)).Status);

        // The server is not asked to know of other zones.
        var refused = await resolver.ResolveAsync("example.org", DnsRecordKind.A, Token);
        Assert.Equal(DnsAnswerStatus.Failed, refused.Status);
        Assert.Contains("Refused", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_silent_has_failed_and_the_next_is_asked()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var endPoint = (IPEndPoint)silent.LocalEndPoint!;
        await using var server = await DnsServer.StartAsync(Records, Token);

        var alone = new DnsResolver(new DnsResolverOptions { Servers = { endPoint }, Timeout = TimeSpan.FromMilliseconds(50), Retries = 0 });
        var both = new DnsResolver(new DnsResolverOptions { Servers = { endPoint, server.EndPoint }, Timeout = TimeSpan.FromSeconds(1), Retries = 20 });

        Assert.Equal(DnsAnswerStatus.Failed, (await alone.ResolveAsync("example.test", DnsRecordKind.Txt, Token)).Status);
        Assert.Equal(DnsAnswerStatus.Found, (await both.ResolveAsync("example.test", DnsRecordKind.Txt, Token)).Status);
    }

    [Fact]
    public async Task A_name_that_cannot_be_asked_for_is_a_failure_and_no_exception()
    {
        var answer = await Resolver(new IPEndPoint(IPAddress.Loopback, 9)).ResolveAsync(new string('a', 64) + "..example", DnsRecordKind.A, Token);

        Assert.Equal(DnsAnswerStatus.Failed, answer.Status);
        Assert.NotNull(answer.Reason);
    }

    private static DnsResolver Resolver(IPEndPoint server) => new(new DnsResolverOptions { Servers = { server }, Timeout = TimeSpan.FromSeconds(30) });
}
