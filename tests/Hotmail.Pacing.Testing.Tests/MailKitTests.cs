using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Hotmail.Pacing.Testing.Tests;

/// <summary>A client that somebody else wrote gets along with the receiver.</summary>
public sealed class MailKitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mailkit_delivers_over_starttls_with_authentication_and_smtputf8()
    {
        await using var receiver = ThrottlingReceiver.Start(new()
        {
            KeepMessages = true,
            RequireTls = true,
            Authenticate = (user, password) => (user, password) == ("user", "pass"),
            RequireAuthentication = true,
        });
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        client.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == receiver.Certificate.GetCertHashString();
        await client.ConnectAsync("localhost", receiver.Port, SecureSocketOptions.StartTls, Token);
        await client.AuthenticateAsync("user", "pass", Token);
        Assert.Equal(
            SmtpCapabilities.Size | SmtpCapabilities.Pipelining | SmtpCapabilities.EightBitMime | SmtpCapabilities.UTF8 | SmtpCapabilities.EnhancedStatusCodes | SmtpCapabilities.Authentication,
            client.Capabilities & ~SmtpCapabilities.StartTLS);

        for (int i = 0; i < 3; i++)
        {
            var message = Message("ö@y.example");
            message.Body = new TextPart("plain") { Text = ".\r\n..dots\r\nümlaut " + i };
            await client.SendAsync(message, Token);
        }

        await client.DisconnectAsync(quit: true, Token);
        Assert.Equal(3, receiver.CountOf("ö@y.example"));
        Assert.All(receiver.Messages, m => Assert.True(m is { IsTls: true, IsSmtpUtf8: true, SessionId: 1 }));
        using var content = new MemoryStream(receiver.Messages[2].Content.ToArray());
        var parsed = await MimeMessage.LoadAsync(content, Token);
        Assert.Equal(".\n..dots\nümlaut 2", parsed.TextBody!.ReplaceLineEndings("\n").TrimEnd('\n'));
    }

    [Fact]
    public async Task Mailkit_sees_the_connection_limit_at_mail()
    {
        await using var receiver = ThrottlingReceiver.Start(new() { ConnectionCap = 0, CloseAfterRefusal = false });
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", receiver.Port, SecureSocketOptions.None, Token);

        var e = await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(Message("x@y.example"), Token));

        Assert.Equal((SmtpErrorCode.SenderNotAccepted, 451), (e.ErrorCode, (int)e.StatusCode));
        Assert.Contains("(S3115)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mailkit_sees_the_connection_limit_at_the_banner()
    {
        await using var receiver = ThrottlingReceiver.Start(new() { ConnectionCap = 0, RefusalStage = RefusalStage.Banner });
        using var client = new SmtpClient();

        var e = await Assert.ThrowsAsync<SmtpCommandException>(() => client.ConnectAsync("127.0.0.1", receiver.Port, SecureSocketOptions.None, Token));

        Assert.Equal(451, (int)e.StatusCode);
    }

    private static MimeMessage Message(string to)
    {
        var message = new MimeMessage { Subject = "x", Body = new TextPart("plain") { Text = "x" } };
        message.From.Add(new MailboxAddress("A", "a@b.example"));
        message.To.Add(new MailboxAddress("X", to));
        return message;
    }
}
