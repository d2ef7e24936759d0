using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Hotmail.Pacing.Testing.Tests;

/// <summary>A client that says exactly what a test tells it to.</summary>
internal sealed class RawClient : IDisposable
{
    private Stream stream;

    private RawClient(Socket socket) => stream = new NetworkStream(socket, ownsSocket: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Connects and reads nothing.</summary>
    public static async Task<RawClient> ConnectAsync(ThrottlingReceiver receiver)
    {
        var socket = new Socket(receiver.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(receiver.EndPoint, Token);
        return new(socket);
    }

    /// <summary>Connects, and reads the greeting and the answer to EHLO.</summary>
    public static async Task<RawClient> GreetAsync(ThrottlingReceiver receiver)
    {
        var client = await ConnectAsync(receiver);
        Assert.StartsWith("220 ", await client.ReadReplyAsync());
        Assert.StartsWith("250-", await client.AskAsync("EHLO client.example"));
        return client;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public Task SendAsync(byte[] bytes) => stream.WriteAsync(bytes, Token).AsTask();

    /// <summary>Sends a line and reads the reply to it.</summary>
    public async Task<string> AskAsync(string line)
    {
        await SendAsync(line + "\r\n");
        return await ReadReplyAsync();
    }

    /// <summary>Sends commands in one write and reads a reply for each.</summary>
    public async Task<string[]> AskAllAsync(params string[] lines)
    {
        await SendAsync(string.Concat(lines.Select(line => line + "\r\n")));
        var replies = new string[lines.Length];
        for (int i = 0; i < lines.Length; i++)
        {
            replies[i] = await ReadReplyAsync();
        }

        return replies;
    }

    /// <summary>Sends a message in three steps and gives the last answer.</summary>
    public async Task<string> DeliverAsync(string from, string to, string content = "Subject: x\r\n\r\nx\r\n")
    {
        foreach (string line in new[] { $"MAIL FROM:<{from}>", $"RCPT TO:<{to}>", "DATA" })
        {
            string reply = await AskAsync(line);
            if (reply is "" or ['4' or '5', ..])
            {
                return reply;
            }
        }

        return await AskAsync(content + ".");
    }

    /// <summary>Reads a reply, its lines joined with a line feed; empty when the receiver closed the connection.</summary>
    public async Task<string> ReadReplyAsync()
    {
        var reply = new StringBuilder();
        while (await ReadLineAsync() is { } line)
        {
            reply.Append(line);
            if (line.Length < 4 || line[3] != '-')
            {
                break;
            }

            reply.Append('\n');
        }

        return reply.ToString();
    }

    /// <summary>Reads all that comes until the receiver closes the connection.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var bytes = new List<byte>();
        while (await ReadByteAsync() is { } b)
        {
            bytes.Add(b);
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    public async Task<byte[]> ReadBytesAsync(int count)
    {
        byte[] bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, Token);
        return bytes;
    }

    public async Task<SslStream> StartTlsAsync(string host, X509Certificate2 trusted)
    {
        var tls = new SslStream(stream);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(trusted);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = policy }, Token);
        stream = tls;
        return tls;
    }

    public void Dispose() => stream.Dispose();

    private async Task<string?> ReadLineAsync()
    {
        var line = new List<byte>();
        while (await ReadByteAsync() is { } b)
        {
            line.Add(b);
            if (b == '\n')
            {
                Assert.True(line.Count > 1 && line[^2] == '\r', "A reply line ends with CR LF.");
                return Encoding.UTF8.GetString([.. line[..^2]]);
            }
        }

        return line.Count == 0 ? null : throw new IOException("The receiver closed the connection in the middle of a line.");
    }

    private async Task<byte?> ReadByteAsync()
    {
        byte[] one = new byte[1];
        try
        {
            return await stream.ReadAsync(one, Token) == 1 ? one[0] : null;
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return null;
        }
    }
}
