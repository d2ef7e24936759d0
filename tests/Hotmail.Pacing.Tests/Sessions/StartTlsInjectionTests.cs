using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Tests.Sessions;

public sealed class StartTlsInjectionTests
{
    [Fact]
    public async Task What_was_said_in_plain_text_behind_the_answer_to_STARTTLS_does_not_count()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var end = new CancellationTokenSource(ScriptedSmtpServer.Limit);
        var server = ServeAsync(listener, end.Token);

        var result = await Opening.OpenAsync((IPEndPoint)listener.LocalEndpoint, TlsMode.Opportunistic);

        Assert.Equal("EHLO sender.example\r\n", await server);
        Assert.Equal((null, SmtpStage.Ehlo, "421 4.3.2 Under TLS"), (result.Session, result.Stage, result.Reply?.ToString()));
    }

    /// <summary>Answers the EHLO under TLS with 421, which somebody between has tried to answer before.</summary>
    private static async Task<string> ServeAsync(TcpListener listener, CancellationToken end)
    {
        using var certificate = Certificate();
        using var socket = await listener.AcceptSocketAsync(end);
        await using var plain = new NetworkStream(socket);
        await SayAsync(plain, "220 ready\r\n", end);
        await HearAsync(plain, end);
        await SayAsync(plain, "250-mx.example\r\n250 STARTTLS\r\n", end);
        await HearAsync(plain, end);
        await SayAsync(plain, "220 Go\r\n250 injected.example\r\n", end);
        await using var tls = new SslStream(plain);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, end);
        var hello = await HearAsync(tls, end);
        await SayAsync(tls, "421 4.3.2 Under TLS\r\n", end);
        return hello;
    }

    private static async Task SayAsync(Stream stream, string text, CancellationToken end)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), end);
        await stream.FlushAsync(end);
    }

    private static async Task<string> HearAsync(Stream stream, CancellationToken end)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (line is not [.., '\n'] && await stream.ReadAsync(one, end) == 1)
        {
            line.Append((char)one[0]);
        }

        return line.ToString();
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mx.example", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
