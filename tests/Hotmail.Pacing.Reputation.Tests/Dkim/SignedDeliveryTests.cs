using System.Net;
using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Reputation.Dkim.Signing;
using Hotmail.Pacing.Reputation.Dkim.Verification;
using Hotmail.Pacing.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Hotmail.Pacing.Reputation.Tests.Dkim.SignedMessages;

namespace Hotmail.Pacing.Reputation.Tests.Dkim;

/// <summary>Signed by a host's pacer, sent over SMTP, and verified as it arrived.</summary>
public sealed class SignedDeliveryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Lines above 998 octets are another server's to cut.
    private static readonly string[] Sendable = [.. Bodies.Where(static body => body.Length < 998)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData]
    [InlineData("-8")]
    public async Task What_postfix_takes_off_the_wire_has_both_signatures_with_8bitmime_and_without(params string[] arguments)
    {
        using var folder = new ServerFolder();
        if (!OperatingSystem.IsWindows())
        {
            // The server gives up its rights before it writes.
            File.SetUnixFileMode(folder.FullName, (UnixFileMode)511);
        }

        await using var sink = await SmtpSink.StartAsync(Token, [.. arguments, "-d", folder.File("mail.")]);

        await SendAllAsync(sink.EndPoint);

        string[] files = Directory.GetFiles(folder.FullName);
        Assert.Equal(Sendable.Length, files.Length);
        foreach (var file in files)
        {
            AssertSigned(await VerifyNowAsync(await File.ReadAllBytesAsync(file, Token)));
        }
    }

    [Fact]
    public async Task What_arrives_is_the_message_byte_for_byte_behind_its_signatures()
    {
        await using var receiver = ThrottlingReceiver.Start(new ThrottlingReceiverOptions { KeepMessages = true });

        await SendAllAsync(receiver.EndPoint);

        var received = receiver.Messages;
        Assert.Equal(Sendable.Length, received.Count);
        foreach (var index in Enumerable.Range(0, Sendable.Length))
        {
            var sent = Content(Text(index));
            var arrived = Assert.Single(received, message => message.Recipients.Contains($"r{index}@example.net"));
            Assert.True(arrived.Content.Span.EndsWith(sent.Bytes.Span), Sendable[index]);
            AssertSigned(await VerifyNowAsync(arrived.Content));
        }
    }

    [Fact]
    public async Task A_host_with_a_key_that_is_not_there_does_not_start_and_says_which()
    {
        using var host = Build(new IPEndPoint(IPAddress.Loopback, 1), static options => options.Domains.Add(new DkimSigningDomain { Domain = "example.org", Selector = "s1", KeyFile = "/nowhere/key.pem" }));

        var exception = await Assert.ThrowsAsync<DkimSigningException>(() => host.StartAsync(Token));

        Assert.Equal(["Domain \"example.org\", selector \"s1\": the file /nowhere/key.pem is not there."], exception.Problems);
    }

    [Fact]
    public async Task A_message_from_nobodys_domain_is_not_accepted()
    {
        using var host = Build(new IPEndPoint(IPAddress.Loopback, 1));
        await host.StartAsync(Token);

        var exception = await Assert.ThrowsAsync<MessageSigningException>(() =>
            host.Services.GetRequiredService<ProviderPacer>().EnqueueAsync([Mail(0), Mail(1) with { Content = Content("From: a@example.org\r\n\r\nHello\r\n") }], Token));

        Assert.Equal("Messages[1].Content: no configured domain signs for its From domain example.org; there are: example.com", exception.Message);
        await host.StopAsync(Token);
    }

    private static void AssertSigned(DkimMessageResult result) => Assert.Equal(
        [("rsa", DkimVerdict.Pass, "The signature fits the message."), ("ed", DkimVerdict.Pass, "The signature fits the message.")],
        result.Signatures.Select(static one => (one.Selector!, one.Verdict, one.Reason)));

    private static async Task<DkimMessageResult> VerifyNowAsync(ReadOnlyMemory<byte> message) => await new DkimMessageVerifier(Zone()).VerifyAsync(message, Token);

    private static string Text(int index) => $"From: ann@example.com\r\nTo: r{index}@example.net\r\nSubject: {index} \u00E9\r\nMIME-Version: 1.0\r\n\r\n{Sendable[index]}";

    private static OutboundMessage Mail(int index) =>
        new() { Sender = "ann@example.com", Recipients = [new Recipient($"r{index}@example.net")], Content = Content(Text(index)) };

    private static async Task SendAllAsync(IPEndPoint server)
    {
        using var host = Build(server);
        await host.StartAsync(Token);
        var pacer = host.Services.GetRequiredService<ProviderPacer>();
        var results = await Task.WhenAll(Enumerable.Range(0, Sendable.Length).Select(index => pacer.SendAsync(Mail(index), Token))).WaitAsync(Patience, Token);
        Assert.All(results, static result => Assert.Equal(RecipientStatus.Delivered, Assert.Single(result.Recipients).Status));
        await host.StopAsync(Token);
    }

    private static IHost Build(IPEndPoint server, Action<DkimSigningOptions>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(TimeProvider.System);
        builder.Services.AddProviderPacing()
            .AddEgressSource("relay", source => source.Relay = new RelayOptions { Host = server.Address.ToString(), Port = server.Port })
            .UseDkimSigning(configure ?? (static options =>
            {
                options.Domains.Add(new DkimSigningDomain { Domain = "example.com", Selector = "rsa", KeyPem = HandKey.Rsa2048.Pem });
                options.Domains.Add(new DkimSigningDomain { Domain = "example.com", Selector = "ed", GetKeyAsync = static _ => ValueTask.FromResult(HandKey.Ed25519.Pem) });
            }));
        return builder.Build();
    }
}
