using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Hotmail.Pacing.IntegrationTests.Servers;

/// <summary>A plain SMTP client that shows the wire: used to prove what a server does before a test trusts it.</summary>
internal sealed class SmtpProbe : IAsyncDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private Stream _stream = Stream.Null;
    private StreamReader _reader = StreamReader.Null;

    private SmtpProbe()
    {
    }

    /// <summary>The greeting, or what came instead of one; <see langword="null"/> when the server closed without a word.</summary>
    public string? Banner { get; private set; }

    /// <summary>Connects and reads the banner.</summary>
    public static async Task<SmtpProbe> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var probe = new SmtpProbe();
        try
        {
            await probe._client.ConnectAsync(endPoint, cancellationToken);
            probe.Use(probe._client.GetStream());
            probe.Banner = await probe.ReadReplyAsync(cancellationToken);
            return probe;
        }
        catch
        {
            await probe.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends one command.</summary>
    /// <returns>Its reply, lines separated by line feeds; <see langword="null"/> when the server closed.</returns>
    public async Task<string?> SendAsync(string command, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), cancellationToken);
        return await ReadReplyAsync(cancellationToken);
    }

    /// <summary>Sends one small message.</summary>
    /// <returns>The reply that ended it, and each recipient's reply.</returns>
    public async Task<(string? Final, string?[] Recipients)> SendMessageAsync(CancellationToken cancellationToken, params string[] recipients)
    {
        var sender = await SendAsync("MAIL FROM:<sender@sender.test>", cancellationToken);
        if (sender?.StartsWith('2') != true)
        {
            return (sender, []);
        }

        var replies = new string?[recipients.Length];
        for (var i = 0; i < recipients.Length; i++)
        {
            replies[i] = await SendAsync($"RCPT TO:<{recipients[i]}>", cancellationToken);
        }

        var data = await SendAsync("DATA", cancellationToken);
        return data?.StartsWith('3') == true
            ? (await SendAsync("Subject: Probe\r\n\r\nText\r\n.", cancellationToken), replies)
            : (data, replies);
    }

    /// <summary>Says STARTTLS and shakes hands, whatever the certificate.</summary>
    /// <returns>The server's certificate.</returns>
    public async Task<X509Certificate2> StartTlsAsync(CancellationToken cancellationToken)
    {
        Assert.StartsWith("220", await SendAsync("STARTTLS", cancellationToken));
        var secure = new SslStream(_stream, leaveInnerStreamOpen: false);
#pragma warning disable CA5359 // The test compares the certificate itself.
        var options = new SslClientAuthenticationOptions { TargetHost = "mx.test", RemoteCertificateValidationCallback = static (_, _, _, _) => true };
#pragma warning restore CA5359
        await secure.AuthenticateAsClientAsync(options, cancellationToken);
        Use(secure);
        return new X509Certificate2(secure.RemoteCertificate!);
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _client.Dispose();
    }

    private void Use(Stream stream)
    {
        _stream = stream;
        _reader = new StreamReader(stream, Encoding.UTF8);
    }

    private async Task<string?> ReadReplyAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (true)
        {
            string? line;
            try
            {
                line = await _reader.ReadLineAsync(cancellationToken);
            }
            catch (IOException)
            {
                line = null; // reset
            }

            if (line is null)
            {
                return lines.Count == 0 ? null : string.Join('\n', lines);
            }

            lines.Add(line);
            if (line.Length < 4 || line[3] != '-')
            {
                return string.Join('\n', lines);
            }
        }
    }
}
