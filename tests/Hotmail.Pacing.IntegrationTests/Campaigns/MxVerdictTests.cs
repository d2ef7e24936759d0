using System.Net;
using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.IntegrationTests.Campaigns;

/// <summary>What the DNS says, or fails to say, of a domain.</summary>
public sealed class MxVerdictTests
{
    private static readonly IPAddress Host = DirectMail.Addresses[0];

    private readonly CampaignObserver _observer = new();
    private readonly int _port = DirectMail.FreePort();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nomail.test", "null MX, RFC 7505", "null-mx")]
    [InlineData("absent.test", "does not exist", "no-such-domain")]
    [InlineData("text.test", "has neither MX nor address records", "no-such-domain")]
    public async Task Domain_that_takes_no_mail_fails_its_recipient_with_the_reason(string domain, string reason, string rule)
    {
        // The address beside the null MX must not be tried, though mail would be taken there.
        await using var dns = await DnsServer.StartAsync($"""
            nomail MX 0 .
            nomail A {Host}
            text TXT "v=spf1 -all"
            """, Token);
        await using var host = await DirectMail.StartHostAsync(Host, _port, Token);
        await using var pacer = await DirectMail.StartAsync(DirectMail.Options(dns.EndPoint, _port), _observer, Token);

        var (recipient, attempt) = await pacer.SendAsync($"a@{domain}", _observer, Token);

        Assert.Equal((RecipientStatus.Failed, ReplyClass.BadDomain), (recipient.Status, recipient.Class));
        Assert.Contains(domain, recipient.Reason, StringComparison.Ordinal);
        Assert.Contains(reason, recipient.Reason, StringComparison.Ordinal);
        Assert.Null(recipient.Reply);
        Assert.Equal((null, null, rule), (attempt.Host, attempt.EndPoint, attempt.Classification.Rule));
        Assert.Empty(await pacer.ListAsync(DeliveryFilter.All, cancellationToken: Token));
        Assert.Equal(0, (await host.GetCountsAsync(Token)).Accepted);
    }

    [Fact]
    public async Task Domain_without_mx_takes_mail_at_its_own_address()
    {
        await using var dns = await DnsServer.StartAsync($"plain A {Host}", Token);
        await using var host = await DirectMail.StartHostAsync(Host, _port, Token);
        await using var pacer = await DirectMail.StartAsync(DirectMail.Options(dns.EndPoint, _port), _observer, Token);

        var (recipient, attempt) = await pacer.SendAsync("a@plain.test", _observer, Token);

        Assert.True(recipient.Status == RecipientStatus.Delivered, recipient.Reason);
        Assert.Equal(("plain.test", new IPEndPoint(Host, _port)), (attempt.Host, attempt.EndPoint));
        Assert.Equal(new Dictionary<string, int> { ["a@plain.test"] = 1 }, await host.GetRecipientsAsync(Token));
    }

    [Fact]
    public async Task Address_literal_takes_mail_though_the_dns_is_silent()
    {
        await using var silent = DnsForwarder.StartSilent();
        await using var host = await DirectMail.StartHostAsync(Host, _port, Token);
        await using var pacer = await DirectMail.StartAsync(DirectMail.Options(silent.EndPoint, _port), _observer, Token);

        var (recipient, attempt) = await pacer.SendAsync($"a@[{Host}]", _observer, Token);

        Assert.True(recipient.Status == RecipientStatus.Delivered, recipient.Reason);
        Assert.Equal(new IPEndPoint(Host, _port), attempt.EndPoint);
        Assert.Equal(0, silent.Unanswered);
    }

    [Fact]
    public async Task Recipients_of_one_message_get_each_the_verdict_on_its_domain()
    {
        await using var dns = await DnsServer.StartAsync($"""
            shop MX 10 mx.shop
            mx.shop A {Host}
            nomail MX 0 .
            """, Token);
        await using var forwarder = DnsForwarder.Start(dns.EndPoint, "silent.test");
        await using var host = await DirectMail.StartHostAsync(Host, _port, Token);
        var options = DirectMail.Options(forwarder.EndPoint, _port, static group => group.InitialRetryDelay = TimeSpan.FromHours(1));
        (options.Dns.Timeout, options.Dns.Retries) = (TimeSpan.FromSeconds(1), 0);
        await using var pacer = await DirectMail.StartAsync(options, _observer, Token);

        string[] recipients = ["a@silent.test", "a@nomail.test", "a@shop.test", "a@absent.test", "b@shop.test"];
        var result = await pacer.SendAsync(Campaigns.Message(recipients), Token).WaitAsync(DirectMail.Patience, Token);

        Assert.Equal(recipients, result.Recipients.Select(static recipient => recipient.Address));
        Assert.Equal(
            [RecipientStatus.Deferred, RecipientStatus.Failed, RecipientStatus.Delivered, RecipientStatus.Failed, RecipientStatus.Delivered],
            result.Recipients.Select(static recipient => recipient.Status));
        Assert.Equal(["a@silent.test"], Assert.Single(await pacer.ListAsync(DeliveryFilter.All, cancellationToken: Token)).Recipients);
        Assert.Equal(new Dictionary<string, int> { ["a@shop.test"] = 1, ["b@shop.test"] = 1 }, await host.GetRecipientsAsync(Token));
        Assert.Equal(1, (await host.GetCountsAsync(Token)).Messages);
    }

    [Fact]
    public async Task Silent_dns_server_defers_the_message_says_why_and_keeps_it_until_there_is_an_answer()
    {
        await using var dns = await DnsServer.StartAsync($"""
            shop MX 10 mx.shop
            mx.shop A {Host}
            """, Token);
        await using var host = await DirectMail.StartHostAsync(Host, _port, Token);
        await dns.KillAsync();
        await using var silent = DnsForwarder.StartSilent(dns.EndPoint);
        var options = DirectMail.Options(dns.EndPoint, _port, static group =>
        {
            group.InitialRetryDelay = TimeSpan.FromSeconds(1);
            group.RetryBackoff = RetryBackoff.Constant;
        });
        (options.Dns.Timeout, options.Dns.Retries) = (TimeSpan.FromSeconds(1), 0);
        options.Groups["provider"] = new DestinationGroupOptions { MxPatterns = ["*.shop.test"] };
        await using var pacer = await DirectMail.StartAsync(options, _observer, Token);

        var (recipient, attempt) = await pacer.SendAsync("a@shop.test", _observer, Token);

        Assert.Equal(RecipientStatus.Deferred, recipient.Status);
        Assert.Equal($"The mail exchangers of shop.test could not be looked up: {dns.EndPoint} did not answer in time.", recipient.Reason);
        Assert.True(recipient.RetryAt > attempt.At, "There is no time of the next attempt.");
        Assert.Equal((null, null, TransportFailure.NameResolution), (attempt.Host, attempt.EndPoint, attempt.Failure));
        Assert.True(silent.Unanswered > 0, "The server was never asked.");
        Assert.Equal(["a@shop.test"], Assert.Single(await pacer.ListAsync(DeliveryFilter.All, cancellationToken: Token)).Recipients);

        await silent.DisposeAsync();
        await dns.StartAsync(Token);
        await _observer.WaitUntilAsync(static all => all.Settled.Count == 1, "the message is settled once the DNS answers", DirectMail.Patience, Token);

        // Accepted as a group of its own while nothing was known, it went by the group of its hosts.
        var settled = _observer.Settled.Single().Recipient;
        Assert.Equal((RecipientStatus.Delivered, "provider"), (settled.Status, settled.Path.Group));
        Assert.Equal("shop.test", recipient.Path.Group);
        Assert.Equal(new Dictionary<string, int> { ["a@shop.test"] = 1 }, await host.GetRecipientsAsync(Token));
    }

    [Fact]
    public async Task Silent_dns_server_is_passed_over_for_the_next()
    {
        await using var dns = await DnsServer.StartAsync($"plain A {Host}", Token);
        await using var silent = DnsForwarder.StartSilent();
        await using var host = await DirectMail.StartHostAsync(Host, _port, Token);
        var options = DirectMail.Options(silent.EndPoint, _port);
        options.Dns.Servers.Add(dns.EndPoint.ToString());
        options.Dns.Timeout = TimeSpan.FromSeconds(2);
        await using var pacer = await DirectMail.StartAsync(options, _observer, Token);

        var (recipient, _) = await pacer.SendAsync("a@plain.test", _observer, Token);

        Assert.True(recipient.Status == RecipientStatus.Delivered, recipient.Reason);
        Assert.True(silent.Unanswered > 0, "The first server was never asked.");
    }

    [Fact]
    public async Task Domain_whose_lookup_hangs_slows_no_other()
    {
        const int Domains = 10;
        await using var dns = await DnsServer.StartAsync(
            string.Join('\n', Enumerable.Range(0, Domains).Select(static i => $"d{i} MX 10 mx\n")) + $"mx A {Host}", Token);
        await using var forwarder = DnsForwarder.Start(dns.EndPoint, "silent.test");
        await using var host = await DirectMail.StartHostAsync(Host, _port, Token);
        var options = DirectMail.Options(forwarder.EndPoint, _port);
        options.Dns.Timeout = TimeSpan.FromMinutes(1);
        await using var pacer = await DirectMail.StartAsync(options, _observer, Token);

        using var impatience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var hanging = Enumerable.Range(0, Domains).Select(i => pacer.SendAsync(Campaigns.Message($"a@d{i}.silent.test"), impatience.Token)).ToArray();
        await Campaigns.WaitUntilAsync(() => Task.FromResult(forwarder.Unanswered >= Domains), () => $"{forwarder.Unanswered} lookups hang", DirectMail.Patience, Token);
        var results = await Task.WhenAll(Enumerable.Range(0, Domains).Select(i => pacer.SendAsync(Campaigns.Message($"a@d{i}.test"), Token))).WaitAsync(DirectMail.Patience, Token);

        Assert.All(results, static result => Assert.True(result.AllDelivered, result.Recipients[0].Reason));
        Assert.All(hanging, static task => Assert.False(task.IsCompleted, "The lookup did not hang, so it proved nothing."));
        Assert.Equal(Domains, (await host.GetCountsAsync(Token)).Messages);
        await impatience.CancelAsync();
        await Assert.AllAsync(hanging, static task => Assert.ThrowsAnyAsync<OperationCanceledException>(() => task));
    }
}
