using System.Net;
using System.Net.Sockets;
using System.Text;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Testing;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.Options;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>What users get wrong, seen from the front door, with the shipped parts: each is told clearly, and nothing accepted is lost.</summary>
public sealed class UserErrorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nobody", "a@one.example", "Sender 'nobody': The address has no @ and no domain.")]
    [InlineData("sender@example.org\r\nRCPT TO:<x@y.example>", "a@one.example", "U+000D")]
    [InlineData("sender@example.org", "a@@one.example", "Recipients[0] 'a@@one.example': ")]
    [InlineData("sender@example.org", "a@one.example\nDATA", "U+000A")]
    [InlineData("sender@example.org", "\"a\rb\"@one.example", "U+000D")]
    [InlineData(null, "a@one.example", "Sender: there is no sender")]
    [InlineData("sender@example.org", null, "Recipients: there is no recipient")]
    public async Task A_wrong_envelope_is_an_exception_that_says_what_and_where_and_nothing_is_accepted(string? sender, string? recipient, string expected)
    {
        await using var harness = await PacerHarness.StartAsync();
        var message = Message(recipient is null ? [] : [recipient]) with { Sender = sender! };

        var exception = await Assert.ThrowsAsync<InvalidMessageException>(() => harness.SendAsync(message));

        Assert.Contains(expected, Assert.Single(exception.Problems).ToString(), StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidMessageException>(() => harness.EnqueueAsync(Message("b@one.example"), message));
        Assert.Empty(await harness.Pacer.ListAsync(DeliveryFilter.All, cancellationToken: Token));
        Assert.Empty(harness.Transport.Sent);
    }

    [Fact]
    public async Task A_message_over_the_servers_size_fails_with_a_reason_and_is_not_sent()
    {
        await using var server = ThrottlingReceiver.Start(new ThrottlingReceiverOptions { MaxMessageSize = 1000 });
        await using var pacer = await StartAsync(Relayed(server.Port, TlsMode.Off));

        var failed = await SendAsync(pacer, Message("a@one.example") with { Content = Content(1001) });
        var delivered = await SendAsync(pacer, Message("b@one.example") with { Content = Content(1000) });

        Assert.Equal((RecipientStatus.Failed, ReplyClass.MessageTooLarge), (failed.Status, failed.Class));
        Assert.Contains("1000", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(RecipientStatus.Delivered, delivered.Status);
        Assert.Equal(["b@one.example"], server.AcceptedRecipients.Keys);

        static MessageContent Content(int size) => MessageContent.FromBytes(Encoding.ASCII.GetBytes("Subject: x\r\n\r\n".PadRight(size - 2, 'x') + "\r\n"));
    }

    [Fact]
    public async Task Options_that_contradict_themselves_keep_the_pacer_from_starting_and_every_key_is_named()
    {
        var options = new PacingOptions
        {
            Groups =
            {
                ["one"] = new DestinationGroupOptions { Domains = ["one.example"], StartConnections = 6, MaxParallelConnections = 5 },
                ["two"] = new DestinationGroupOptions { Domains = ["two.example"], RetryJitterMin = TimeSpan.FromSeconds(2), RetryJitterMax = TimeSpan.FromSeconds(1) },
            },
            EgressSources = { ["a"] = new EgressSourceOptions { LocalAddress = "192.0.2.1" } },
        };

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options));

        Assert.Equal(
            [
                "ProviderPacing:Groups:one:StartConnections is 6; it must be between 1 and 5",
                "ProviderPacing:Groups:two:RetryJitterMin is 00:00:02; it must be between 00:00:00 and 00:00:01",
                "ProviderPacing:Groups:two:RetryJitterMax is 00:00:01; it must be between 00:00:02 and 1.00:00:00",
                "ProviderPacing:EgressSources:a:LocalAddress is '192.0.2.1', which is not an address of this machine",
            ],
            exception.Failures.Select(static failure => failure.Split(failure.Contains('\'', StringComparison.Ordinal) ? "; it has" : " (")[0]));
    }

    [Fact]
    public async Task Mail_of_a_source_whose_address_the_machine_has_no_more_is_deferred_with_a_reason_and_kept()
    {
        await using var server = ThrottlingReceiver.Start();
        await using var pacer = await StartAsync(Relayed(server.Port, TlsMode.Off), new PacerParts { Transport = new StrayTransport() });

        var result = await SendAsync(pacer, Message("a@one.example"));

        await AssertDeferredAndKeptAsync(pacer, result, "The source 'relay' cannot send from 192.0.2.1");
        Assert.Equal(0, server.Statistics.ConnectionsTotal);
    }

    [Fact]
    public async Task A_certificate_that_does_not_match_defers_with_a_reason_and_the_mail_is_kept()
    {
        await using var server = ThrottlingReceiver.Start(new ThrottlingReceiverOptions { CertificateName = "elsewhere.example" });
        var transport = new MailKitTransport(TimeProvider.System, new MailKitTransportOptions { TrustedRoots = { server.Certificate } });
        var options = new PacingOptions
        {
            Default = new DestinationGroupOptions { Tls = TlsMode.Required },
            EgressSources = { ["direct"] = new EgressSourceOptions { EhloName = "sender.example", Port = server.Port } },
        };
        await using var pacer = await StartAsync(options, new PacerParts { Transport = transport, MailExchangers = new LoopbackResolver() });

        var result = await SendAsync(pacer, Message("a@one.example"));

        await AssertDeferredAndKeptAsync(pacer, result, "The server's certificate is not trusted or not for its name: CN=elsewhere.example");
        Assert.Empty(server.AcceptedRecipients);
    }

    [Fact]
    public async Task A_dns_server_that_does_not_answer_defers_with_its_name_and_the_mail_is_kept()
    {
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var server = silent.Client.LocalEndPoint!.ToString()!;
        await using var pacer = await StartAsync(new PacingOptions { Dns = new DnsOptions { Servers = { server }, Timeout = TimeSpan.FromMilliseconds(20), Retries = 0 } });

        var result = await SendAsync(pacer, Message("a@one.example"));

        await AssertDeferredAndKeptAsync(pacer, result, $"{server} did not answer in time.");
    }

    private static Task<ProviderPacer> StartAsync(PacingOptions options, PacerParts? parts = null) => ProviderPacer.StartNewAsync(options, parts, Token);

    private static PacingOptions Relayed(int port, TlsMode tls) => new()
    {
        EgressSources = { ["relay"] = new EgressSourceOptions { EhloName = "sender.example", Relay = new RelayOptions { Host = "127.0.0.1", Port = port, Tls = tls } } },
    };

    private static async Task<RecipientResult> SendAsync(ProviderPacer pacer, OutboundMessage message) =>
        Assert.Single((await pacer.SendAsync(message, Token).WaitAsync(Patience, Token)).Recipients);

    private static async Task AssertDeferredAndKeptAsync(ProviderPacer pacer, RecipientResult result, string reason)
    {
        Assert.Equal(RecipientStatus.Deferred, result.Status);
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
        var kept = Assert.Single(await pacer.ListAsync(DeliveryFilter.All, cancellationToken: Token));
        Assert.Equal([result.Address], kept.Recipients);
    }

    /// <summary>The mail of every domain goes to <c>mx</c> below it, which is this machine.</summary>
    private sealed class LoopbackResolver : IMailExchangerResolver
    {
        public ValueTask<MailExchangerAnswer> ResolveAsync(string domain, CancellationToken cancellationToken) =>
            new(new MailExchangerAnswer(MailExchangerStatus.Found, [new MailExchanger($"mx.{domain}", 10)]));

        public ValueTask<HostAddresses> ResolveAddressesAsync(string host, CancellationToken cancellationToken) => new(new HostAddresses([IPAddress.Loopback]));
    }

    /// <summary>The shipped transport, on a machine that lost the address of its source (RFC 5737: nobody has it) after the start.</summary>
    private sealed class StrayTransport : IMailTransport
    {
        private readonly MailKitTransport _transport = new(TimeProvider.System);

        public ValueTask<SessionResult> OpenAsync(SessionRequest request, CancellationToken cancellationToken) =>
            _transport.OpenAsync(request with { Source = request.Source with { LocalAddress = IPAddress.Parse("192.0.2.1") } }, cancellationToken);
    }
}
