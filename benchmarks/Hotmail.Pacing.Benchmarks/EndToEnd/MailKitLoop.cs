using System.Net;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Hotmail.Pacing.Benchmarks.EndToEnd;

/// <summary>The hand-written loop: workers that share a counter, each with a client that it opens anew every so many messages.</summary>
internal static class MailKitLoop
{
    /// <param name="newMessage">Makes the message; each worker reuses its own, since a MimeMessage cannot be sent by two at once.</param>
    /// <param name="messages">How many.</param>
    /// <param name="connections">How many workers.</param>
    /// <param name="port">The receiver's port.</param>
    /// <param name="noDelay">Whether the loop opens its own socket with Nagle's algorithm off.</param>
    public static Task SendAsync(Func<MimeMessage> newMessage, int messages, int connections, int port, bool noDelay)
    {
        var left = messages;
        return Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(WorkAsync)));

        async Task WorkAsync()
        {
            SmtpClient? client = null;
            var message = newMessage();
            var carried = 0;
            while (Interlocked.Decrement(ref left) >= 0)
            {
                if (client is null || carried == EndToEndCommand.MessagesPerConnection)
                {
                    await CloseAsync(client);
                    client = await OpenAsync(port, noDelay);
                    carried = 0;
                }

                await client.SendAsync(message);
                carried++;
            }

            await CloseAsync(client);
        }
    }

    private static async Task<SmtpClient> OpenAsync(int port, bool noDelay)
    {
        var client = new SmtpClient();
        if (noDelay)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            await client.ConnectAsync(socket, "127.0.0.1", port, SecureSocketOptions.None);
        }
        else
        {
            await client.ConnectAsync("127.0.0.1", port, SecureSocketOptions.None);
        }

        return client;
    }

    private static async Task CloseAsync(SmtpClient? client)
    {
        if (client is not null)
        {
            await client.DisconnectAsync(quit: true);
            client.Dispose();
        }
    }
}
