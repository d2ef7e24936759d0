using System.Net;
using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.IntegrationTests.Campaigns;

public sealed class TlsTests
{
    private const string Recipient = $"a@{Campaigns.Group}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Certificate_for_another_name_defers_the_message_says_why_and_keeps_it()
    {
        using var certificate = new ServerCertificate("elsewhere.test");
        await using var server = await StartAsync(certificate);
        await using var pacer = await StartAsync(server.EndPoint, certificate, retryAfter: TimeSpan.FromHours(1));

        var result = await pacer.SendAsync(Campaigns.Message(Recipient), Token).WaitAsync(TimeSpan.FromSeconds(30), Token);

        var recipient = Assert.Single(result.Recipients);
        TestContext.Current.TestOutputHelper?.WriteLine($"{recipient}");
        Assert.Equal(RecipientStatus.Deferred, recipient.Status);
        Assert.Contains("certificate is not trusted or not for its name: CN=elsewhere.test", recipient.Reason, StringComparison.Ordinal);
        var kept = Assert.Single(await pacer.ListAsync(DeliveryFilter.All, cancellationToken: Token));
        Assert.Equal([Recipient], kept.Recipients);
        Assert.Equal(0, (await server.GetCountsAsync(Token)).Messages);
    }

    [Fact]
    public async Task Message_kept_for_a_wrong_certificate_arrives_once_the_right_one_is_shown()
    {
        var endPoint = new IPEndPoint(IPAddress.Loopback, Loopback.FreePort());
        using var wrong = new ServerCertificate("elsewhere.test");
        using var right = new ServerCertificate("mx.test", "127.0.0.1");
        await using var pacer = await StartAsync(endPoint, right, retryAfter: TimeSpan.FromMilliseconds(500));
        await using (await StartAsync(wrong, endPoint.Port))
        {
            var first = await pacer.SendAsync(Campaigns.Message(Recipient), Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
            Assert.Equal(RecipientStatus.Deferred, Assert.Single(first.Recipients).Status);
        }

        await using var server = await StartAsync(right, endPoint.Port);

        await WaitForAsync(async () => (await server.GetCountsAsync(Token)).Messages > 0, "the server has the message");
        Assert.Equal(new Dictionary<string, int> { [Recipient] = 1 }, await server.GetRecipientsAsync(Token));
        await WaitForAsync(async () => (await pacer.ListAsync(DeliveryFilter.All, cancellationToken: Token)).Count == 0, "the queue is empty");
    }

    [Fact]
    public async Task Trusted_certificate_delivers_over_tls()
    {
        using var certificate = new ServerCertificate("mx.test", "127.0.0.1");
        await using var server = await StartAsync(certificate);
        await using var pacer = await StartAsync(server.EndPoint, certificate, retryAfter: TimeSpan.FromHours(1));

        var result = await pacer.SendAsync(Campaigns.Message(Recipient), Token).WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.True(result.AllDelivered, result.Recipients[0].Reason);
        Assert.Equal(1, (await server.GetCountsAsync(Token)).Secure);
        Assert.Equal(new Dictionary<string, int> { [Recipient] = 1 }, await server.GetRecipientsAsync(Token));
    }

    // The server itself refuses MAIL without TLS, so that a delivery proves it was used.
    private static Task<NodeSmtpServer> StartAsync(ServerCertificate certificate, int port = 0) =>
        NodeSmtpServer.StartAsync(new NodeSmtpSettings { Port = port, Certificate = certificate, RequireTls = true }, Token);

    private static async Task<ProviderPacer> StartAsync(IPEndPoint server, ServerCertificate trusted, TimeSpan retryAfter)
    {
        var transport = new MailKitTransportOptions();
        transport.TrustedRoots.Add(trusted.Certificate);
        return await ProviderPacer.StartNewAsync(
            Campaigns.Options(server, group =>
            {
                group.Tls = TlsMode.Required;
                group.InitialRetryDelay = retryAfter;
            }),
            new PacerParts { Transport = new MailKitTransport(TimeProvider.System, transport) },
            Token);
    }

    private static Task WaitForAsync(Func<Task<bool>> condition, string what) => Campaigns.WaitUntilAsync(condition, () => what, TimeSpan.FromSeconds(30), Token);
}
