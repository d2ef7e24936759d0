using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Hotmail.Pacing.Testing.Tests;

public sealed class SecurityTests
{
    [Theory]
    [InlineData("mx.example")]
    [InlineData("127.0.0.1")]
    public async Task Starttls_shows_a_certificate_that_a_test_can_trust(string host)
    {
        await using var receiver = ThrottlingReceiver.Start(new() { CertificateName = "mx.example", RequireTls = true, KeepMessages = true });
        using var client = await RawClient.GreetAsync(receiver);
        Assert.StartsWith("530 5.7.0", await client.AskAsync("MAIL FROM:<a@b.example>"));
        Assert.StartsWith("220 ", await client.AskAsync("STARTTLS"));

        using var tls = await client.StartTlsAsync(host, receiver.Certificate);

        Assert.Equal(receiver.Certificate.Thumbprint, ((X509Certificate2)tls.RemoteCertificate!).Thumbprint);
        Assert.False(receiver.Certificate.HasPrivateKey);
        Assert.StartsWith("503 5.5.1 Say EHLO", await client.AskAsync("MAIL FROM:<a@b.example>"));
        Assert.DoesNotContain("STARTTLS", await client.AskAsync("EHLO me"), StringComparison.Ordinal);
        Assert.StartsWith("503", await client.AskAsync("STARTTLS"));
        Assert.StartsWith("250 2.6.0", await client.DeliverAsync("a@b.example", "x@y.example"));
        Assert.StartsWith("221", await client.AskAsync("QUIT"));
        Assert.Equal(string.Empty, await client.ReadToEndAsync());
        Assert.True(receiver.Messages[0].IsTls);
    }

    [Fact]
    public async Task A_client_that_does_not_trust_the_certificate_breaks_off_and_its_place_is_free()
    {
        await using var receiver = ThrottlingReceiver.Start(new() { CertificateName = "other.example" });
        using (var client = await RawClient.GreetAsync(receiver))
        {
            await client.AskAsync("STARTTLS");
            await Assert.ThrowsAsync<AuthenticationException>(() => client.StartTlsAsync("mx.example", receiver.Certificate));
        }

        await receiver.WaitForAsync(s => s.SocketsOpen == 0, TestContext.Current.CancellationToken);
        Assert.Null(receiver.Fault);
    }

    [Fact]
    public async Task A_certificate_of_ones_own_is_used_and_stays_the_callers()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=own.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var expired = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        await using (var receiver = ThrottlingReceiver.Start(new() { Certificate = expired }))
        {
            using var client = await RawClient.GreetAsync(receiver);
            await client.AskAsync("STARTTLS");
            await Assert.ThrowsAsync<AuthenticationException>(() => client.StartTlsAsync("own.example", receiver.Certificate));
        }

        Assert.True(expired.HasPrivateKey);
    }

    [Fact]
    public async Task Nothing_may_be_injected_behind_starttls()
    {
        await using var receiver = ThrottlingReceiver.Start();
        using var client = await RawClient.GreetAsync(receiver);

        Assert.StartsWith("503 5.5.0", await client.AskAsync("STARTTLS\r\nRSET"));

        Assert.Equal(string.Empty, await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Auth_plain_and_login_check_the_credentials()
    {
        await using var receiver = ThrottlingReceiver.Start(new()
        {
            Authenticate = (user, password) => (user, password) == ("user", "pass"),
            RequireAuthentication = true,
        });
        string plain = Base64("\0user\0pass");

        Assert.Equal(["235"], await AuthAsync($"AUTH PLAIN {plain}"));
        Assert.Equal(["334", "235"], await AuthAsync("AUTH PLAIN", plain));
        Assert.Equal(["334", "334", "235"], await AuthAsync("AUTH LOGIN", Base64("user"), Base64("pass")));
        Assert.Equal(["334", "235"], await AuthAsync("AUTH login " + Base64("user"), Base64("pass")));
        Assert.Equal(["535"], await AuthAsync($"AUTH PLAIN {Base64("\0user\0wrong")}"));
        Assert.Equal(["334", "501"], await AuthAsync("AUTH PLAIN", "*"));
        Assert.Equal(["334", "501"], await AuthAsync("AUTH LOGIN", "not base64!"));
        Assert.Equal(["334", "501"], await AuthAsync("AUTH PLAIN", new string('A', 20_000)));
        Assert.Equal(["501"], await AuthAsync("AUTH PLAIN AAAA"));
        Assert.Equal(["504"], await AuthAsync("AUTH CRAM-MD5"));
        Assert.Equal(["504"], await AuthAsync("AUTH"));

        async Task<string[]> AuthAsync(params string[] lines)
        {
            using var client = await RawClient.GreetAsync(receiver);
            Assert.StartsWith("530 5.7.0", await client.AskAsync("MAIL FROM:<a@b.example>"));
            var codes = new List<string>();
            foreach (string line in lines)
            {
                codes.Add((await client.AskAsync(line))[..3]);
            }

            Assert.StartsWith(codes[^1] == "235" ? "503" : "530", await client.AskAsync(codes[^1] == "235" ? $"AUTH PLAIN {plain}" : "MAIL FROM:<a@b.example>"));
            return [.. codes];
        }

        static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("192.0.2.1")]
    public void It_never_listens_beyond_loopback(string address)
    {
        var e = Assert.Throws<ArgumentException>(() => ThrottlingReceiver.Start(new() { Address = IPAddress.Parse(address) }));

        Assert.Equal("Address", e.ParamName);
    }

    [Fact]
    public void Options_that_contradict_each_other_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ThrottlingReceiver.Start(new() { RequireAuthentication = true }));
        Assert.Throws<ArgumentException>(() => ThrottlingReceiver.Start(new() { RequireTls = true, Extensions = SmtpExtensions.None }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThrottlingReceiver.Start(new() { ConnectionCap = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThrottlingReceiver.Start(new() { Port = 65536 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThrottlingReceiver.Start(new() { MaxSessions = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OpenRate(1, TimeSpan.Zero));
    }
}
