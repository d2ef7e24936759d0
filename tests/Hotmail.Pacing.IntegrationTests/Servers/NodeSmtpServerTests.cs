using System.Net;
using System.Security.Cryptography;

namespace Hotmail.Pacing.IntegrationTests.Servers;

public sealed class NodeSmtpServerTests
{
    private const string Outlook = "451 4.7.652 The mail server [127.0.0.1] has exceeded the maximum number of connections. (S3115)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(LimitAnswer.Banner), Outlook)]
    [InlineData(nameof(LimitAnswer.Mail), Outlook)]
    [InlineData(nameof(LimitAnswer.Drop), "")]
    public async Task Limit_bites_with_Outlooks_words_or_without_a_word(string answer, string refusal)
    {
        var limitAnswer = Enum.Parse<LimitAnswer>(answer);
        await using var server = await NodeSmtpServer.StartAsync(new NodeSmtpSettings { Limit = 3, LimitAnswer = limitAnswer }, Token);

        var proof = await LimitProof.RunAsync(server.EndPoint, 3, limitAnswer == LimitAnswer.Mail, Token);

        Assert.Equal(refusal, proof.Refusal);
        var counts = await server.GetCountsAsync(Token);
        Assert.Equal(3, counts.MaxOpen);
        Assert.Equal(proof.Refused, counts.Refused);

        await server.ProveLimitAsync(Token);
        Assert.Equal(new NodeSmtpCounts(), await server.GetCountsAsync(Token));
    }

    [Fact]
    public async Task Limit_changes_while_it_runs()
    {
        await using var server = await NodeSmtpServer.StartAsync(new NodeSmtpSettings { Limit = 1 }, Token);
        await server.ProveLimitAsync(Token);

        await server.SetLimitAsync(2, Token);

        await server.ProveLimitAsync(Token);
    }

    [Fact]
    public async Task Scripted_recipient_is_refused_so_often_and_each_acceptance_is_counted()
    {
        await using var server = await NodeSmtpServer.StartAsync(new NodeSmtpSettings(), Token);
        await server.SetReplyAsync("slow@outlook.test", 451, "4.7.650 Try later (S775)", 1, Token);
        await using var probe = await SmtpProbe.ConnectAsync(server.EndPoint, Token);
        await probe.SendAsync("EHLO probe.test", Token);

        var (first, replies) = await probe.SendMessageAsync(Token, "good@outlook.test", "slow@outlook.test");
        var (second, _) = await probe.SendMessageAsync(Token, "slow@outlook.test", "good@outlook.test");

        Assert.Equal("250 2.0.0 Queued", first);
        Assert.Equal("250 2.0.0 Queued", second);
        Assert.Equal("451 4.7.650 Try later (S775)", replies[1]);
        var recipients = await server.GetRecipientsAsync(Token);
        Assert.Equal(2, recipients["good@outlook.test"]);
        Assert.Equal(1, recipients["slow@outlook.test"]);
        Assert.Equal(2, (await server.GetCountsAsync(Token)).MaxMessagesPerConnection);
    }

    [Fact]
    public async Task Messages_are_recorded_and_the_first_naming_of_some_recipients_is_deferred()
    {
        await using var server = await NodeSmtpServer.StartAsync(new NodeSmtpSettings { RecordsMessages = true, DeferOnce = "later." }, Token);
        await using var probe = await SmtpProbe.ConnectAsync(server.EndPoint, Token);
        await probe.SendAsync("EHLO probe.test", Token);

        var (_, replies) = await probe.SendMessageAsync(Token, "now@outlook.test", "later.a@outlook.test");
        await probe.SendMessageAsync(Token, "later.a@outlook.test");

        Assert.Equal("451 4.7.1 Greylisted, please try again later", replies[1]);
        var messages = await server.GetMessagesAsync(0, Token);
        Assert.Equal([["now@outlook.test"], ["later.a@outlook.test"]], messages.Select(static message => message.Recipients));
        Assert.Equal(messages[0].Session, messages[1].Session);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("Subject: Probe\r\n\r\nText\r\n"u8)), messages[0].Sha256);
        Assert.Equal(messages[1].Recipients, Assert.Single(await server.GetMessagesAsync(1, Token)).Recipients);
    }

    [Fact]
    public async Task Kill_keeps_the_accepted_and_the_port()
    {
        await using var server = await NodeSmtpServer.StartAsync(new NodeSmtpSettings(), Token);
        await using (var probe = await SmtpProbe.ConnectAsync(server.EndPoint, Token))
        {
            await probe.SendAsync("EHLO probe.test", Token);
            await probe.SendMessageAsync(Token, "before@outlook.test");
            await server.KillAsync();
            Assert.False(Loopback.IsListening(server.EndPoint));
        }

        await server.StartAsync(Token);

        await using var again = await SmtpProbe.ConnectAsync(server.EndPoint, Token);
        await again.SendAsync("EHLO probe.test", Token);
        await again.SendMessageAsync(Token, "after@outlook.test");
        var recipients = await server.GetRecipientsAsync(Token);
        Assert.Equal(["after@outlook.test", "before@outlook.test"], recipients.Keys.Order());
    }

    [Fact]
    public async Task Starttls_shows_the_certificate_and_mail_is_refused_without_it()
    {
        using var certificate = new ServerCertificate("mx.test", "127.0.0.1");
        await using var server = await NodeSmtpServer.StartAsync(new NodeSmtpSettings { Certificate = certificate, RequireTls = true }, Token);
        await using var probe = await SmtpProbe.ConnectAsync(server.EndPoint, Token);
        await probe.SendAsync("EHLO probe.test", Token);
        Assert.StartsWith("530 5.7.0", (await probe.SendMessageAsync(Token, "a@outlook.test")).Final);

        using var shown = await probe.StartTlsAsync(Token);

        Assert.Equal(certificate.Certificate.Thumbprint, shown.Thumbprint);
        await probe.SendAsync("EHLO probe.test", Token);
        Assert.StartsWith("250", (await probe.SendMessageAsync(Token, "a@outlook.test")).Final);
        Assert.Equal(1, (await server.GetCountsAsync(Token)).Secure);
    }

    [Fact]
    public async Task Servers_on_two_loopback_addresses_share_a_port()
    {
        IPAddress[] addresses = [IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3")];
        var port = Loopback.FreePort(addresses);

        await using var first = await NodeSmtpServer.StartAsync(new NodeSmtpSettings { Address = addresses[0], Port = port, Name = "mx1.test" }, Token);
        await using var second = await NodeSmtpServer.StartAsync(new NodeSmtpSettings { Address = addresses[1], Port = port, Name = "mx2.test" }, Token);

        await using var toFirst = await SmtpProbe.ConnectAsync(first.EndPoint, Token);
        await using var toSecond = await SmtpProbe.ConnectAsync(second.EndPoint, Token);
        Assert.StartsWith("220 mx1.test ", toFirst.Banner);
        Assert.StartsWith("220 mx2.test ", toSecond.Banner);
    }
}
