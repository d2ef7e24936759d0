using System.Net.Sockets;

namespace Hotmail.Pacing.Testing.Tests;

public sealed class LifetimeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dispose_while_busy_ends_every_session_and_frees_the_port()
    {
        var receiver = ThrottlingReceiver.Start(new() { ConnectionCap = 20, CloseAfterRefusal = false });
        receiver.When(Stage.Rcpt).ForRecipient("hang@y.example").Hang();
        receiver.When(Stage.Rcpt).ForRecipient("wait@y.example").Delay(TimeSpan.FromDays(1));
        var clients = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => RawClient.GreetAsync(receiver)));
        var busy = clients.Select((client, i) => Task.Run(
            async () =>
            {
                string to = i switch { < 5 => "hang@y.example", < 10 => "wait@y.example", _ => $"{i}@y.example" };
                try
                {
                    while ((await client.DeliverAsync("a@b.example", to)).Length > 0)
                    {
                        await client.AskAsync("RSET");
                    }
                }
                catch (IOException)
                {
                    // Broken off, as it must be.
                }
            },
            Token)).ToArray();
        await receiver.WaitForAsync(s => s.MessagesAccepted > 100, Token);

        await receiver.DisposeAsync();

        await Task.WhenAll(busy);
        var counts = receiver.Statistics;
        Assert.Equal((0, 0), (counts.ConnectionsOpen, counts.SocketsOpen));
        Assert.Null(receiver.Fault);
        await receiver.DisposeAsync();
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.Throws<SocketException>(() => listener.Connect(receiver.EndPoint));
        Array.ForEach(clients, c => c.Dispose());
    }

    [Fact]
    public async Task Two_receivers_cannot_have_the_same_port()
    {
        await using var first = ThrottlingReceiver.Start();

        Assert.NotEqual(0, first.Port);
        Assert.Throws<SocketException>(() => ThrottlingReceiver.Start(new() { Port = first.Port }));
    }

    [Fact]
    public async Task Connections_beyond_the_most_sessions_wait_for_one_to_end()
    {
        await using var receiver = ThrottlingReceiver.Start(new() { MaxSessions = 2 });
        using var first = await RawClient.GreetAsync(receiver);
        using var second = await RawClient.GreetAsync(receiver);
        using var third = await RawClient.ConnectAsync(receiver);
        var greeting = third.ReadReplyAsync();
        await first.AskAsync("NOOP");
        Assert.Equal(2, receiver.Statistics.ConnectionsTotal);
        Assert.False(greeting.IsCompleted);

        first.Dispose();

        Assert.StartsWith("220", await greeting);
        Assert.Equal(2, receiver.Statistics.MostSocketsOpen);
    }

    [Fact]
    public async Task A_storm_of_rude_clients_leaves_no_fault_and_no_connection()
    {
        await using var receiver = ThrottlingReceiver.Start(new() { ConnectionCap = 5 });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            async () =>
            {
                for (int n = 0; n < 40; n++)
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    socket.LingerState = new LingerOption(enable: (n + i) % 2 == 0, seconds: 0);
                    await socket.ConnectAsync(receiver.EndPoint, Token);
                    if (n % 3 > 0)
                    {
                        await socket.SendAsync("EHLO me\r\nMAIL FROM:<a@b.example>\r\nQUIT\r\n"u8.ToArray(), Token);
                    }

                    socket.Dispose();
                }
            },
            Token)));

        using (await RawClient.GreetAsync(receiver))
        {
            await receiver.WaitForAsync(s => s.SocketsOpen == 1, Token);
        }

        await receiver.WaitForAsync(s => s.SocketsOpen == 0, Token);
        Assert.InRange(receiver.Statistics.MostConnectionsOpen, 1, 5);
        Assert.Null(receiver.Fault);
    }
}
