using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Testing.Tests;

public sealed class CapTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_storm_of_connections_gets_exactly_as_many_as_the_cap()
    {
        await using var receiver = ThrottlingReceiver.Start(new() { ConnectionCap = 7, RefusalStage = RefusalStage.Banner });

        var clients = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Task.Run(() => RawClient.ConnectAsync(receiver), Token)));
        string[] banners = await Task.WhenAll(clients.Select(c => c.ReadReplyAsync()));

        Assert.Equal(7, banners.Count(b => b.StartsWith("220", StringComparison.Ordinal)));
        Assert.Equal(53, banners.Count(b => b == ThrottlingReceiverOptions.DefaultRefusal));
        var counts = receiver.Statistics;
        Assert.Equal((60, 7, 53), (counts.ConnectionsTotal, counts.ConnectionsAccepted, counts.ConnectionsRefused));
        Assert.Equal((7, 7), (counts.ConnectionsOpen, counts.MostConnectionsOpen));
        Array.ForEach(clients, c => c.Dispose());
    }

    [Fact]
    public async Task Clients_that_keep_to_the_cap_are_never_refused()
    {
        await using var receiver = ThrottlingReceiver.Start(new() { ConnectionCap = 8 });

        // Each of the 8 closes in another way, and opens the next at once: a place must be free as soon as its client has let go of it.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(way => Task.Run(
            async () =>
            {
                for (int i = 0; i < 100; i++)
                {
                    using var client = await RawClient.GreetAsync(receiver);
                    Assert.StartsWith("250", await client.DeliverAsync("a@b.example", $"{way}.{i}@y.example"));
                    switch (way % 4)
                    {
                        case 0:
                            Assert.StartsWith("221", await client.AskAsync("QUIT"));
                            break;
                        case 1:
                            Assert.StartsWith("221", await client.AskAsync("QUIT"));
                            Assert.Equal(string.Empty, await client.ReadToEndAsync());
                            break;
                        case 2 when OperatingSystem.IsLinux():
                            // A close behind a command that was not read yet is seen at once on Linux only.
                            await client.SendAsync("QUIT\r\n");
                            break;
                        default:
                            break;
                    }
                }
            },
            Token)));

        var counts = await receiver.WaitForAsync(s => s.SocketsOpen == 0, Token);
        Assert.Equal(0, counts.ConnectionsRefused);
        Assert.InRange(counts.MostSocketsOpen, 1, 8);
        Assert.Equal(800, counts.MessagesAccepted);
        Assert.Equal(800, counts.DistinctRecipients);
        Assert.All(receiver.AcceptedRecipients.Values, n => Assert.Equal(1, n));
        Assert.Null(receiver.Fault);
    }

    [Fact]
    public async Task The_cap_can_change_while_connections_are_open()
    {
        await using var receiver = ThrottlingReceiver.Start(new() { ConnectionCap = 2, RefusalStage = RefusalStage.Banner });
        using var first = await RawClient.GreetAsync(receiver);
        using var second = await RawClient.GreetAsync(receiver);
        Assert.StartsWith("451", await BannerAsync(receiver));

        receiver.ConnectionCap = 3;
        using var third = await RawClient.GreetAsync(receiver);
        Assert.StartsWith("451", await BannerAsync(receiver));

        // Lowered below what is open: nothing closes, and nobody comes in until enough have left.
        receiver.ConnectionCap = 1;
        Assert.StartsWith("250", await first.AskAsync("NOOP"));
        Assert.StartsWith("250", await second.AskAsync("NOOP"));
        Assert.StartsWith("250", await third.AskAsync("NOOP"));
        await first.AskAsync("QUIT");
        await second.AskAsync("QUIT");
        Assert.StartsWith("451", await BannerAsync(receiver));
        await third.AskAsync("QUIT");
        using var fourth = await RawClient.GreetAsync(receiver);

        receiver.ConnectionCap = null;
        using var fifth = await RawClient.GreetAsync(receiver);
        Assert.Throws<ArgumentOutOfRangeException>(() => receiver.ConnectionCap = -1);
    }

    [Fact]
    public async Task A_refused_connection_takes_no_place_unless_it_is_counted()
    {
        await using var receiver = ThrottlingReceiver.Start(new() { ConnectionCap = 1, CloseAfterRefusal = false });
        await using var counting = ThrottlingReceiver.Start(new() { ConnectionCap = 1, CloseAfterRefusal = false, CountRefusedConnections = true });
        foreach (var (where, expected) in new[] { (receiver, "250"), (counting, "451") })
        {
            using var accepted = await RawClient.GreetAsync(where);
            using var refused = await RawClient.GreetAsync(where);
            Assert.StartsWith("451", await refused.AskAsync("MAIL FROM:<a@b.example>"));
            await accepted.AskAsync("QUIT");

            using var next = await RawClient.GreetAsync(where);
            Assert.StartsWith(expected, await next.AskAsync("MAIL FROM:<a@b.example>"));
        }

        Assert.Equal(2, receiver.Statistics.MostSocketsOpen);
        Assert.Equal(1, receiver.Statistics.MostConnectionsOpen);
    }

    [Fact]
    public async Task Connections_opened_too_fast_are_refused_however_few_are_open()
    {
        var time = new FakeTimeProvider();
        await using var receiver = ThrottlingReceiver.Start(new()
        {
            TimeProvider = time,
            OpenRate = new(2, TimeSpan.FromMinutes(1)),
            RefusalStage = RefusalStage.Banner,
        });
        Assert.StartsWith("220", await BannerAsync(receiver));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.StartsWith("220", await BannerAsync(receiver));
        Assert.StartsWith("451", await BannerAsync(receiver));

        time.Advance(TimeSpan.FromSeconds(30));
        Assert.StartsWith("220", await BannerAsync(receiver));
        Assert.StartsWith("451", await BannerAsync(receiver));

        receiver.OpenRate = null;
        Assert.StartsWith("220", await BannerAsync(receiver));
    }

    [Fact]
    public async Task Events_and_waits_follow_the_connections()
    {
        await using var receiver = ThrottlingReceiver.Start(new() { ConnectionCap = 1, RefusalStage = RefusalStage.Drop });
        var changes = new ConcurrentQueue<ConnectionChange>();
        var messages = new ConcurrentQueue<ReceivedMessage>();
        receiver.ConnectionChanged += (_, change) => changes.Enqueue(change);
        receiver.MessageAccepted += (_, message) => messages.Enqueue(message);
        var twoMessages = receiver.WaitForAsync(s => s.MessagesAccepted == 2, Token);

        using (var client = await RawClient.GreetAsync(receiver))
        {
            using var refused = await RawClient.ConnectAsync(receiver);
            Assert.Equal(string.Empty, await refused.ReadToEndAsync());
            await client.DeliverAsync("a@b.example", "x@y.example");
            Assert.False(twoMessages.IsCompleted);
            await client.DeliverAsync("a@b.example", "x@y.example");
            Assert.Equal(2, (await twoMessages).MostMessagesPerConnection);
        }

        await receiver.WaitForAsync(s => s.ConnectionsOpen == 0, Token);
        await receiver.DisposeAsync();
        Assert.Equal(
            [(ConnectionChangeKind.Opened, 1L, 1), (ConnectionChangeKind.Refused, 2L, 1), (ConnectionChangeKind.Closed, 1L, 0)],
            changes.Select(c => (c.Kind, c.SessionId, c.ConnectionsOpen)));
        Assert.Equal(2, messages.Count);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => receiver.WaitForAsync(s => s.MessagesAccepted == 3, Token));
        Assert.Equal(2, (await receiver.WaitForAsync(s => s.MessagesAccepted == 2, Token)).MessagesAccepted);
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        await using var receiver = ThrottlingReceiver.Start();
        using var cancel = new CancellationTokenSource();
        var wait = receiver.WaitForAsync(s => s.MessagesAccepted == 1, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    private static async Task<string> BannerAsync(ThrottlingReceiver receiver)
    {
        using var client = await RawClient.ConnectAsync(receiver);
        return await client.ReadReplyAsync();
    }
}
