using System.Net;
using System.Net.Sockets;
using Hotmail.Pacing.Destinations;
using Answer = Hotmail.Pacing.Tests.Destinations.LoopbackDnsServer.Answer;

namespace Hotmail.Pacing.Tests.Destinations;

public sealed class DnsClientQueryTests
{
    private const byte ServerFailure = 2, NoSuchName = 3, Refused = 5;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_exchangers_come_with_the_least_ttl_in_lower_case_and_without_a_dot()
    {
        await using var server = new LoopbackDnsServer(static (name, type, _) => type == LoopbackDnsServer.Mx
            ? new Answer(LoopbackDnsServer.MxRecord(name, 300, 20, "MX2.Example.com"), LoopbackDnsServer.MxRecord(name, 200, 10, "mx1.example.com"))
            : new Answer());
        var reply = await Query(server.EndPoint).AskAsync("example.com", DnsQuestionKind.Mx, Token);
        Assert.Equal(DnsReplyStatus.Found, reply.Status);
        Assert.Equal([new("mx2.example.com", 20), new("mx1.example.com", 10)], reply.Exchangers);
        Assert.Equal(TimeSpan.FromSeconds(200), reply.Ttl);
    }

    [Fact]
    public async Task A_null_mx_has_an_empty_host()
    {
        await using var server = new LoopbackDnsServer(static (name, _, _) => new Answer(LoopbackDnsServer.MxRecord(name, 300, 0, ".")));
        var reply = await Query(server.EndPoint).AskAsync("example.com", DnsQuestionKind.Mx, Token);
        Assert.Equal([new(string.Empty, 0)], reply.Exchangers);
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1")]
    public async Task Addresses_behind_an_alias_are_found_for_as_long_as_the_alias_holds(string address)
    {
        await using var server = new LoopbackDnsServer((name, _, _) =>
            new Answer(LoopbackDnsServer.CnameRecord(name, 50, "real.example.com"), LoopbackDnsServer.AddressRecord("real.example.com", 300, address)));
        var reply = await Query(server.EndPoint).AskAsync("mx.example.com", address.Contains(':') ? DnsQuestionKind.Aaaa : DnsQuestionKind.A, Token);
        Assert.Equal([IPAddress.Parse(address)], reply.Addresses);
        Assert.Equal(TimeSpan.FromSeconds(50), reply.Ttl);
    }

    [Theory]
    [InlineData(0, nameof(DnsReplyStatus.NoData))]
    [InlineData(NoSuchName, nameof(DnsReplyStatus.NoName))]
    public async Task An_absence_is_final_and_holds_as_long_as_the_zone_says(byte code, string status)
    {
        await using var server = new LoopbackDnsServer((_, _, _) => new Answer { Code = code, Authority = [LoopbackDnsServer.SoaRecord("example.com", 900, 60)] });
        await using var other = new LoopbackDnsServer(static (name, _, _) => new Answer(LoopbackDnsServer.MxRecord(name, 300, 10, "mx")));
        var reply = await Query(server.EndPoint, other.EndPoint).AskAsync("example.com", DnsQuestionKind.Mx, Token);
        Assert.Equal(status, reply.Status.ToString());
        Assert.Equal(TimeSpan.FromSeconds(60), reply.Ttl);
        Assert.Equal(0, other.Questions);
    }

    [Theory]
    [InlineData(ServerFailure, "ServerFailure")]
    [InlineData(Refused, "Refused")]
    public async Task A_server_that_cannot_say_is_asked_again_and_named(byte code, string name)
    {
        await using var server = new LoopbackDnsServer((_, _, _) => new Answer { Code = code });
        var reply = await Query(server.EndPoint).AskAsync("example.com", DnsQuestionKind.Mx, Token);
        Assert.Equal(DnsReplyStatus.Failed, reply.Status);
        Assert.Contains(name, reply.Reason, StringComparison.Ordinal);
        Assert.Contains(server.EndPoint.ToString(), reply.Reason, StringComparison.Ordinal);
        Assert.Equal(2, server.Questions);
    }

    [Fact]
    public async Task The_next_server_is_asked_when_one_does_not_help_and_first_from_then_on()
    {
        await using var broken = new LoopbackDnsServer(static (_, _, _) => new Answer { Code = ServerFailure });
        await using var sound = new LoopbackDnsServer(static (name, _, _) => new Answer(LoopbackDnsServer.MxRecord(name, 300, 10, "mx")));
        var query = Query(broken.EndPoint, sound.EndPoint);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(DnsReplyStatus.Found, (await query.AskAsync("example.com", DnsQuestionKind.Mx, Token)).Status);
        }

        Assert.Equal(1, broken.Questions);
        Assert.Equal(3, sound.Questions);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_a_failure_that_says_so()
    {
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var settings = new DnsSettings { Servers = [(IPEndPoint)silent.Client.LocalEndPoint!], Timeout = TimeSpan.FromMilliseconds(20) };
        var reply = await new DnsClientQuery(settings, TimeProvider.System).AskAsync("example.com", DnsQuestionKind.Mx, Token);
        Assert.Equal(DnsReplyStatus.Failed, reply.Status);
        Assert.Equal($"{silent.Client.LocalEndPoint} did not answer in time.", reply.Reason);
    }

    [Fact]
    public async Task A_truncated_answer_is_fetched_by_tcp()
    {
        await using var server = new LoopbackDnsServer(static (name, _, overTcp) => overTcp
            ? new Answer([.. Enumerable.Range(0, 100).Select(i => LoopbackDnsServer.MxRecord(name, 300, 10, $"mx{i}.example.com"))])
            : new Answer { Truncated = true });
        var reply = await Query(server.EndPoint).AskAsync("example.com", DnsQuestionKind.Mx, Token);
        Assert.Equal(100, reply.Exchangers.Count);
    }

    [Fact]
    public async Task Cancelling_ends_the_asking()
    {
        using var cancellation = new CancellationTokenSource();
        await using var silent = new LoopbackDnsServer((_, _, _) =>
        {
            cancellation.Cancel();
            throw new InvalidOperationException("It says nothing.");
        });
        await Assert.ThrowsAnyAsync<Exception>(() => Query(silent.EndPoint).AskAsync("example.com", DnsQuestionKind.Mx, cancellation.Token).AsTask());
    }

    private static DnsClientQuery Query(params IPEndPoint[] servers) => new(new DnsSettings { Servers = servers }, TimeProvider.System);
}
