using System.Net;
using System.Net.Sockets;
using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.IntegrationTests.Campaigns;

/// <summary>Which of a domain's hosts its mail goes to.</summary>
public sealed class MxTests
{
    private static readonly IPAddress First = DirectMail.Addresses[0];
    private static readonly IPAddress Second = DirectMail.Addresses[1];
    private static readonly IPAddress Third = DirectMail.Addresses[2];

    private static readonly string TwoPreferences = $"""
        shop MX 20 mx2.shop
        shop MX 10 mx1.shop
        mx1.shop A {First}
        mx2.shop A {Second}
        """;

    private readonly CampaignObserver _observer = new();
    private readonly int _port = DirectMail.FreePort();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_goes_to_the_lowest_preference_that_lives()
    {
        await using var dns = await DnsServer.StartAsync(TwoPreferences, Token);
        await using var lower = await DirectMail.StartHostAsync(First, _port, Token);
        await using var higher = await DirectMail.StartHostAsync(Second, _port, Token);
        await using var pacer = await StartAsync(dns);

        await DeliverAsync(pacer, "a@shop.test", "mx1.shop.test", First);
        await lower.KillAsync();
        await DeliverAsync(pacer, "b@shop.test", "mx2.shop.test", Second);

        // The dead host is tried last for a while, not left out.
        await lower.StartAsync(Token);
        await DeliverAsync(pacer, "c@shop.test", "mx2.shop.test", Second);
        await higher.KillAsync();
        await DeliverAsync(pacer, "d@shop.test", "mx1.shop.test", First);

        Assert.Equal(4, _observer.Attempts.Count);
        Assert.Equal(new Dictionary<string, int> { ["a@shop.test"] = 1, ["d@shop.test"] = 1 }, await lower.GetRecipientsAsync(Token));
        await higher.StartAsync(Token);
        Assert.Equal(new Dictionary<string, int> { ["b@shop.test"] = 1, ["c@shop.test"] = 1 }, await higher.GetRecipientsAsync(Token));
    }

    [Fact]
    public async Task Dead_addresses_of_a_host_are_passed_over()
    {
        // In both orders: one of them meets the dead address first, whatever order the DNS server gives them.
        await using var dns = await DnsServer.StartAsync($"""
            one MX 10 mx.one
            mx.one A {First}
            mx.one A {Second}
            two MX 10 mx.two
            mx.two A {Second}
            mx.two A {First}
            six MX 10 mx.six
            mx.six AAAA ::1
            mx.six A {Second}
            """, Token);
        using var dead = DirectMail.Refuse(First, _port);
        await using var host = await DirectMail.StartHostAsync(Second, _port, Token);
        await using var pacer = await StartAsync(dns);

        await DeliverAsync(pacer, "a@one.test", "mx.one.test", Second);
        await DeliverAsync(pacer, "a@two.test", "mx.two.test", Second);
        await DeliverAsync(pacer, "a@six.test", "mx.six.test", Second);

        Assert.Equal(3, _observer.Attempts.Count);
        Assert.Equal(3, (await host.GetCountsAsync(Token)).Messages);
    }

    [Fact]
    public async Task Host_without_an_address_is_passed_over_and_defers_the_message_when_there_is_no_other()
    {
        await using var dns = await DnsServer.StartAsync($"""
            two MX 10 nowhere
            two MX 20 mx
            one MX 10 nowhere
            mx A {Second}
            """, Token);
        await using var host = await DirectMail.StartHostAsync(Second, _port, Token);
        await using var pacer = await StartAsync(dns, static group => group.InitialRetryDelay = TimeSpan.FromHours(1));

        await DeliverAsync(pacer, "a@two.test", "mx.test", Second);
        var (recipient, attempt) = await pacer.SendAsync("a@one.test", _observer, Token);

        Assert.Equal((RecipientStatus.Deferred, "nowhere.test does not exist."), (recipient.Status, recipient.Reason));
        Assert.Equal(("nowhere.test", null, TransportFailure.NameResolution), (attempt.Host, attempt.EndPoint, attempt.Failure));
        Assert.Equal(["a@one.test"], Assert.Single(await pacer.ListAsync(DeliveryFilter.All, cancellationToken: Token)).Recipients);
    }

    [Fact]
    public async Task Equal_preferences_share_a_campaign_and_a_higher_one_gets_nothing()
    {
        const int Count = 40;
        await using var dns = await DnsServer.StartAsync($"""
            {TwoPreferences}
            shop MX 10 mx3.shop
            mx3.shop A {Third}
            """, Token);
        await using var one = await DirectMail.StartHostAsync(First, _port, Token);
        await using var backup = await DirectMail.StartHostAsync(Second, _port, Token);
        await using var other = await DirectMail.StartHostAsync(Third, _port, Token);
        await using var pacer = await StartAsync(dns, static group => group.MaxMessagesPerConnection = 1);

        await pacer.EnqueueAsync([.. Enumerable.Range(0, Count).Select(static i => Campaigns.Message($"r{i}@shop.test"))], Token);
        await _observer.WaitUntilAsync(static all => all.Settled.Count == Count, "every recipient has its final status", DirectMail.Patience, Token);

        // Each connection draws anew: that 40 of them draw the same one of two has a chance of 2 in 2^40.
        var (atOne, atOther) = (await one.GetRecipientsAsync(Token), await other.GetRecipientsAsync(Token));
        Assert.NotEmpty(atOne);
        Assert.NotEmpty(atOther);
        Assert.Equal(Count, atOne.Concat(atOther).Sum(static recipient => recipient.Value));
        Assert.Equal(Count, atOne.Keys.Union(atOther.Keys).Count());
        Assert.Equal(0, (await backup.GetCountsAsync(Token)).Accepted);
        Assert.Equal(atOne.Count, _observer.Attempts.Count(static attempt => attempt.Host == "mx1.shop.test"));
        Assert.Equal(atOther.Count, _observer.Attempts.Count(static attempt => attempt.Host == "mx3.shop.test"));
    }

    [Fact]
    public async Task Host_that_never_greets_is_left_for_the_next_after_the_time_out_and_not_waited_for_again()
    {
        var patience = TimeSpan.FromSeconds(3);
        await using var dns = await DnsServer.StartAsync(TwoPreferences, Token);
        using var mute = new TcpListener(First, _port);
        mute.Start();
        await using var host = await DirectMail.StartHostAsync(Second, _port, Token);
        await using var pacer = await StartAsync(dns, group => group.GreetingTimeout = patience);

        var waited = await DeliverAsync(pacer, "a@shop.test", "mx2.shop.test", Second);
        Assert.True(waited >= patience, $"The next host was tried after {waited}.");
        Assert.True(mute.Pending(), "The first host was never tried.");
        using var connection = await mute.AcceptSocketAsync(Token);

        await DeliverAsync(pacer, "b@shop.test", "mx2.shop.test", Second);
        Assert.False(mute.Pending(), "A host known not to answer was waited for again.");
        Assert.Equal(2, (await host.GetCountsAsync(Token)).Messages);
    }

    [Fact]
    public async Task Host_that_refuses_is_asked_again_and_its_neighbour_is_left_in_peace()
    {
        await using var dns = await DnsServer.StartAsync(TwoPreferences, Token);
        await using var full = await DirectMail.StartHostAsync(First, _port, Token);
        await using var neighbour = await DirectMail.StartHostAsync(Second, _port, Token);
        await full.SetLimitAsync(0, Token);
        await using var pacer = await StartAsync(dns);

        await pacer.EnqueueAsync(Campaigns.Message("a@shop.test"), Token);
        await _observer.WaitUntilAsync(static all => all.Attempts.Any(static attempt => attempt.ConnectionRefused), "the refusal is told", DirectMail.Patience, Token);
        await full.SetLimitAsync(null, Token);
        await _observer.WaitUntilAsync(static all => all.Settled.Count == 1, "the message is settled", DirectMail.Patience, Token);

        Assert.All(_observer.Attempts, attempt => Assert.Equal(("mx1.shop.test", new IPEndPoint(First, _port)), (attempt.Host, attempt.EndPoint)));
        Assert.Equal(new Dictionary<string, int> { ["a@shop.test"] = 1 }, await full.GetRecipientsAsync(Token));
        Assert.Equal(0, (await neighbour.GetCountsAsync(Token)).Accepted);
    }

    [Fact]
    public async Task Message_whose_hosts_are_all_dead_is_kept_and_says_why()
    {
        await using var dns = await DnsServer.StartAsync(TwoPreferences, Token);
        using var lower = DirectMail.Refuse(First, _port);
        using var higher = DirectMail.Refuse(Second, _port);
        await using var pacer = await StartAsync(dns, static group => group.InitialRetryDelay = TimeSpan.FromHours(1));

        var (recipient, attempt) = await pacer.SendAsync("a@shop.test", _observer, Token);

        Assert.Equal(RecipientStatus.Deferred, recipient.Status);
        Assert.Equal($"mx2.shop.test ({Second}:{_port}): No connection: Connection refused", recipient.Reason);
        Assert.Equal(("mx2.shop.test", SmtpStage.Connect, TransportFailure.ConnectFailed), (attempt.Host, attempt.Stage, attempt.Failure));
        Assert.Equal(["a@shop.test"], Assert.Single(await pacer.ListAsync(DeliveryFilter.All, cancellationToken: Token)).Recipients);
    }

    private Task<ProviderPacer> StartAsync(DnsServer dns, Action<DestinationGroupOptions>? configure = null)
    {
        // No connection outlives its message, so that each message looks for its host.
        var options = DirectMail.Options(dns.EndPoint, _port, static group => group.IdleTimeout = TimeSpan.Zero);
        configure?.Invoke(options.Default);
        return DirectMail.StartAsync(options, _observer, Token);
    }

    private async Task<TimeSpan> DeliverAsync(ProviderPacer pacer, string recipient, string host, IPAddress address)
    {
        var (result, attempt) = await pacer.SendAsync(recipient, _observer, Token);
        Assert.True(result.Status == RecipientStatus.Delivered, $"{recipient}: {result.Reason}");
        Assert.Equal((host, new IPEndPoint(address, _port)), (attempt.Host, attempt.EndPoint));
        return attempt.Duration;
    }
}
