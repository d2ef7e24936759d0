using System.Net;
using Hotmail.Pacing.IntegrationTests.Servers;

namespace Hotmail.Pacing.IntegrationTests.Campaigns;

/// <summary>Domains that share limits because their hosts are one provider's.</summary>
public sealed class MxGroupTests
{
    private const int Ceiling = 3;

    private static readonly IPAddress Provider = DirectMail.Addresses[0];
    private static readonly IPAddress Elsewhere = DirectMail.Addresses[1];

    private readonly CampaignObserver _observer = new();
    private readonly int _port = DirectMail.FreePort();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Domains_with_hosts_of_one_group_share_its_ceiling_and_others_keep_their_own()
    {
        const int Count = 30;
        await using var dns = await DnsServer.StartAsync($"""
            one MX 10 one.mx.provider
            two MX 10 two.mx.provider
            own MX 10 mx.elsewhere
            own MX 20 own.mx.provider
            one.mx.provider A {Provider}
            two.mx.provider A {Provider}
            own.mx.provider A {Provider}
            mx.elsewhere A {Elsewhere}
            """, Token);
        await using var provider = await NodeSmtpServer.StartAsync(
            new NodeSmtpSettings { Address = Provider, Port = _port, MessageDelay = TimeSpan.FromMilliseconds(100) }, Token);
        await using var elsewhere = await DirectMail.StartHostAsync(Elsewhere, _port, Token);
        var options = DirectMail.Options(dns.EndPoint, _port);
        options.Groups["provider"] = new DestinationGroupOptions { MxPatterns = ["*.mx.provider.test"], StartConnections = Ceiling, MaxParallelConnections = Ceiling };
        await using var pacer = await DirectMail.StartAsync(options, _observer, Token);

        // Each domain alone has mail enough for the whole ceiling.
        OutboundMessage[] messages = [.. Enumerable.Range(0, Count).SelectMany(static i => new[] { Campaigns.Message($"r{i}@one.test"), Campaigns.Message($"r{i}@two.test") })];
        await pacer.EnqueueAsync([.. messages, Campaigns.Message("a@own.test")], Token);
        await _observer.WaitUntilAsync(static all => all.Settled.Count == (2 * Count) + 1, "every recipient has its final status", DirectMail.Patience, Token);

        Assert.All(_observer.Settled, static settled => Assert.Equal(RecipientStatus.Delivered, settled.Recipient.Status));
        Assert.Equal(
            [("own.test", "mx.elsewhere.test", "own.test"), ("one.test", "one.mx.provider.test", "provider"), ("two.test", "two.mx.provider.test", "provider")],
            _observer.Attempts.Select(static attempt => (attempt.Domain, attempt.Host!, attempt.Path.Group)).Distinct().OrderBy(static seen => (seen.Group, seen.Domain)));
        var paths = pacer.GetSnapshot().Paths;
        Assert.Equal(["own.test", "provider"], paths.Select(static path => path.Path.Group));
        Assert.Equal(Ceiling, paths[1].Ceiling);
        var counts = await provider.GetCountsAsync(Token);
        Assert.Equal(2 * Count, counts.Messages);
        Assert.Equal(Ceiling, counts.MaxOpen);
        Assert.Equal(new Dictionary<string, int> { ["a@own.test"] = 1 }, await elsewhere.GetRecipientsAsync(Token));
    }
}
