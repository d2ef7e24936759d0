using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Testing.Tests;

public sealed class DelayTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reply_can_come_byte_by_byte_by_the_receivers_clock()
    {
        var time = new FakeTimeProvider();
        await using var receiver = ThrottlingReceiver.Start(new() { TimeProvider = time });
        receiver.When(Stage.Rcpt).ReplyByteByByte("250 2.1.5 OK", TimeSpan.FromSeconds(1));
        using var client = await RawClient.GreetAsync(receiver);
        await client.AskAsync("MAIL FROM:<a@b.example>");
        await client.SendAsync("RCPT TO:<x@y.example>\r\n");

        var received = new StringBuilder(Encoding.ASCII.GetString(await client.ReadBytesAsync(1)));
        while (received[^1] != '\n')
        {
            var next = client.ReadBytesAsync(1);
            await AdvanceUntilAsync(time, TimeSpan.FromSeconds(1), next);
            received.Append(Encoding.ASCII.GetString(await next));
        }

        Assert.Equal("250 2.1.5 OK\r\n", received.ToString());
        Assert.StartsWith("354", await client.AskAsync("DATA"));
    }

    [Fact]
    public async Task A_reply_byte_by_byte_without_a_pause_is_read_like_any_other()
    {
        await using var receiver = ThrottlingReceiver.Start();
        receiver.When(Stage.Ehlo).ReplyByteByByte("250 one\nPIPELINING");
        using var client = await RawClient.ConnectAsync(receiver);
        await client.ReadReplyAsync();

        Assert.Equal("250-one\n250 PIPELINING", await client.AskAsync("EHLO me"));
    }

    [Fact]
    public async Task Delays_pass_by_the_receivers_clock_and_sessions_overlap_meanwhile()
    {
        var time = new FakeTimeProvider();
        await using var receiver = ThrottlingReceiver.Start(new() { TimeProvider = time, MessageDelay = TimeSpan.FromMinutes(5) });
        receiver.When(Stage.Banner).OnAttempt(4).Do(ScriptedAction.Reply("421 4.3.2 Late").After(TimeSpan.FromMinutes(1)));
        var clients = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RawClient.GreetAsync(receiver)));
        var deliveries = clients.Select((c, i) => c.DeliverAsync("a@b.example", $"{i}@y.example")).ToArray();
        using var late = await RawClient.ConnectAsync(receiver);

        var banner = late.ReadReplyAsync();
        await AdvanceUntilAsync(time, TimeSpan.FromMinutes(1), banner);
        Assert.Equal("421 4.3.2 Late", await banner);
        await AdvanceUntilAsync(time, TimeSpan.FromMinutes(5), Task.WhenAll(deliveries));
        Assert.All(deliveries, d => Assert.StartsWith("250 2.6.0", d.Result));

        Assert.Equal(4, receiver.Statistics.MostConnectionsOpen);
        Array.ForEach(clients, c => c.Dispose());
    }

    [Fact]
    public async Task A_client_that_leaves_during_a_delay_frees_its_place_and_its_message_is_not_accepted()
    {
        var time = new FakeTimeProvider();
        await using var receiver = ThrottlingReceiver.Start(new() { TimeProvider = time });
        receiver.MessageDelay = TimeSpan.FromDays(1);
        using (var client = await RawClient.GreetAsync(receiver))
        {
            await client.AskAllAsync("MAIL FROM:<a@b.example>", "RCPT TO:<x@y.example>", "DATA");
            await client.SendAsync("x\r\n.\r\n");
        }

        Assert.Equal(0, (await receiver.WaitForAsync(s => s.ConnectionsOpen == 0, Token)).MessagesAccepted);
    }

    [Fact]
    public async Task A_delay_before_starttls_does_not_swallow_the_handshake()
    {
        var time = new FakeTimeProvider();
        await using var receiver = ThrottlingReceiver.Start(new() { TimeProvider = time });
        receiver.When(Stage.StartTls).Delay(TimeSpan.FromSeconds(3));
        using var client = await RawClient.GreetAsync(receiver);
        var ready = client.AskAsync("STARTTLS");
        await AdvanceUntilAsync(time, TimeSpan.FromSeconds(3), ready);
        Assert.StartsWith("220", await ready);

        await client.StartTlsAsync("localhost", receiver.Certificate);

        Assert.StartsWith("250", await client.AskAsync("EHLO me"));
    }

    /// <summary>Lets time pass until a task is done: the receiver begins each wait on its own thread, maybe after the first step.</summary>
    private static async Task AdvanceUntilAsync(FakeTimeProvider time, TimeSpan step, Task task)
    {
        while (!task.IsCompleted)
        {
            time.Advance(step);
            await Task.Yield();
        }

        await task;
    }
}
