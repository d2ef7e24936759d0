using System.Diagnostics;

namespace Hotmail.Pacing.IntegrationTests.Servers;

public sealed class PostfixServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Limit_bites_in_Postfixs_words(int secondsPerConnection)
    {
        await using var server = await PostfixServer.StartAsync(new PostfixSettings { Limit = 3, SecondsPerConnection = secondsPerConnection }, Token);

        await server.ProveLimitAsync(Token);

        Assert.Equal((0, 0), (server.Connections, server.RefusedConnections));
        var waited = Stopwatch.StartNew();
        await using var probe = await SmtpProbe.ConnectAsync(server.EndPoint, Token);
        Assert.Equal("220 mx.test ESMTP Postfix", probe.Banner);
        Assert.True(waited.Elapsed.TotalSeconds >= secondsPerConnection * 0.9, $"The greeting came after {waited.Elapsed}.");
    }

    [Fact]
    public async Task Mixed_recipients_are_settled_one_by_one()
    {
        var settings = new PostfixSettings { Refused = new Dictionary<string, string> { ["hard@outlook.test"] = "550 5.5.0 No such mailbox (S2017062302)" } };
        await using var server = await PostfixServer.StartAsync(settings, Token);
        await using var probe = await SmtpProbe.ConnectAsync(server.EndPoint, Token);
        await probe.SendAsync("EHLO probe.test", Token);

        var (final, replies) = await probe.SendMessageAsync(Token, "a@outlook.test", "hard@outlook.test", "x@nowhere.test", "b@hotmail.test");

        Assert.StartsWith("250 2.0.0", final);
        Assert.Equal("550 5.5.0 <hard@outlook.test>: Recipient address rejected: No such mailbox (S2017062302)", replies[1]);
        Assert.StartsWith("454 4.7.1", replies[2]);
        await server.WaitForDeliveriesAsync(2, Token);
        Assert.Equal(new Dictionary<string, int> { ["a@outlook.test"] = 1, ["b@hotmail.test"] = 1 }, server.Delivered);
    }

    [Fact]
    public async Task Starttls_shows_the_certificate_and_mail_is_refused_without_it()
    {
        using var certificate = new ServerCertificate("mx.test", "127.0.0.1");
        await using var server = await PostfixServer.StartAsync(new PostfixSettings { Certificate = certificate, RequireTls = true }, Token);
        await using var probe = await SmtpProbe.ConnectAsync(server.EndPoint, Token);
        await probe.SendAsync("EHLO probe.test", Token);
        Assert.StartsWith("530 5.7.0", (await probe.SendMessageAsync(Token, "a@outlook.test")).Final);

        using var shown = await probe.StartTlsAsync(Token);

        Assert.Equal(certificate.Certificate.Thumbprint, shown.Thumbprint);
        await probe.SendAsync("EHLO probe.test", Token);
        Assert.StartsWith("250", (await probe.SendMessageAsync(Token, "a@outlook.test")).Final);
    }

    [Fact]
    public async Task Kill_and_start_again_on_the_same_port()
    {
        await using var server = await PostfixServer.StartAsync(new PostfixSettings(), Token);
        await server.KillAsync();
        Assert.False(Loopback.IsListening(server.EndPoint));

        await server.StartAsync(Token);

        await using var probe = await SmtpProbe.ConnectAsync(server.EndPoint, Token);
        Assert.Equal("220 mx.test ESMTP Postfix", probe.Banner);
        await probe.SendAsync("EHLO probe.test", Token);
        await probe.SendMessageAsync(Token, "after@outlook.test");
        await server.WaitForDeliveriesAsync(1, Token);
    }
}
