namespace Hotmail.Pacing.Testing.Tests;

/// <summary>What a script can do to a connection: close, drop, hang, garble.</summary>
public sealed class DisruptionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Stage.Banner)]
    [InlineData(Stage.Ehlo)]
    [InlineData(Stage.Mail)]
    [InlineData(Stage.Rcpt)]
    [InlineData(Stage.Data)]
    [InlineData(Stage.EndOfData)]
    [InlineData(Stage.Quit)]
    public async Task A_reply_can_be_followed_by_a_close_and_a_drop_comes_without_a_word(Stage stage)
    {
        await using var receiver = ThrottlingReceiver.Start();
        receiver.When(stage).OnAttempt(1).ReplyAndClose("421 4.3.2 Closing");
        receiver.When(stage).OnAttempt(2).Drop();
        using var closed = await RawClient.ConnectAsync(receiver);
        using var dropped = await RawClient.ConnectAsync(receiver);

        string[] replies = [await TalkUntilTheEndAsync(closed), await TalkUntilTheEndAsync(dropped)];

        Assert.EndsWith("421 4.3.2 Closing", replies[0], StringComparison.Ordinal);
        Assert.DoesNotContain("421", replies[1], StringComparison.Ordinal);
        Assert.Equal(0, receiver.Statistics.ConnectionsOpen);
        Assert.Equal(stage == Stage.Quit ? 2 : 0, receiver.Statistics.MessagesAccepted);
    }

    [Fact]
    public async Task The_answer_to_an_accepted_message_can_be_lost()
    {
        await using var receiver = ThrottlingReceiver.Start();
        receiver.When(Stage.EndOfData).Do(ScriptedAction.AcceptAndDrop());
        using var client = await RawClient.GreetAsync(receiver);

        Assert.Equal(string.Empty, await client.DeliverAsync("a@b.example", "x@y.example"));

        Assert.Equal(1, receiver.CountOf("x@y.example"));
    }

    [Fact]
    public async Task A_connection_can_be_dropped_in_the_middle_of_the_data()
    {
        await using var receiver = ThrottlingReceiver.Start();
        receiver.When(Stage.Data).DropInData(5000);
        using var client = await RawClient.GreetAsync(receiver);
        await client.AskAllAsync("MAIL FROM:<a@b.example>", "RCPT TO:<x@y.example>", "DATA");
        await client.SendAsync(new string('x', 900) + "\r\n");
        var open = receiver.Statistics.ConnectionsOpen;
        await client.SendAsync(string.Concat(Enumerable.Repeat(new string('x', 900) + "\r\n", 5)));

        Assert.Equal(string.Empty, await client.ReadToEndAsync());

        Assert.Equal(1, open);
        Assert.Equal((0, 0L), (receiver.Statistics.ConnectionsOpen, receiver.Statistics.MessagesAccepted));

        // A message shorter than that is dropped at its end.
        using var shorter = await RawClient.GreetAsync(receiver);
        Assert.Equal(string.Empty, await shorter.DeliverAsync("a@b.example", "x@y.example"));
    }

    [Theory]
    [InlineData(Stage.Banner)]
    [InlineData(Stage.Rcpt)]
    [InlineData(Stage.EndOfData)]
    public async Task A_hang_lasts_until_the_client_leaves(Stage stage)
    {
        await using var receiver = ThrottlingReceiver.Start();
        var hang = receiver.When(stage).Hang();
        using (var client = await RawClient.ConnectAsync(receiver))
        {
            await client.SendAsync("EHLO me\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<x@y.example>\r\nDATA\r\n");
            if (stage == Stage.EndOfData)
            {
                for (int i = 0; i < 5; i++)
                {
                    await client.ReadReplyAsync();
                }

                await client.SendAsync("x\r\n.\r\n");
            }

            await client.SendAsync(new string('x', 100_000));
            await receiver.WaitForAsync(s => s.ConnectionsOpen == 1, Token);
        }

        await receiver.WaitForAsync(s => s is { ConnectionsTotal: 1, SocketsOpen: 0 }, Token);
        Assert.Equal(0, receiver.Statistics.MessagesAccepted);
        Assert.InRange(hang.Hits, 0, 1);
    }

    [Fact]
    public async Task Garbage_is_sent_as_it_is_and_the_session_goes_on()
    {
        await using var receiver = ThrottlingReceiver.Start();
        byte[] garbage = [0, 255, 13, 65, 10];
        receiver.When(Stage.Mail).OnAttempt(1).Garbage(garbage);
        using var client = await RawClient.GreetAsync(receiver);
        await client.SendAsync("MAIL FROM:<a@b.example>\r\n");

        Assert.Equal(garbage, await client.ReadBytesAsync(5));
        Assert.StartsWith("503", await client.AskAsync("RCPT TO:<x@y.example>"));
        Assert.StartsWith("250 2.6.0", await client.DeliverAsync("a@b.example", "x@y.example"));
    }

    /// <summary>A whole session, each answer read before the next command, up to where the receiver ends it. Gives the last replies.</summary>
    private static async Task<string> TalkUntilTheEndAsync(RawClient client)
    {
        string last = await client.ReadReplyAsync();
        foreach (string line in new[] { "EHLO me", "MAIL FROM:<a@b.example>", "RCPT TO:<x@y.example>", "DATA", "x\r\n.", "QUIT" })
        {
            if (last.Length == 0 || last.StartsWith("421", StringComparison.Ordinal))
            {
                break;
            }

            last = await client.AskAsync(line);
        }

        return last + await client.ReadToEndAsync();
    }
}
