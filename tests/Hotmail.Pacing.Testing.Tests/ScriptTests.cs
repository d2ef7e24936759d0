using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Testing.Tests;

public sealed class ScriptTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reply_can_be_scripted_per_recipient_and_attempt()
    {
        await using var receiver = ThrottlingReceiver.Start();
        var first = receiver.When(Stage.Rcpt).ForRecipient("x@y.example").OnAttempt(1).Reply("450 4.2.0 Greylisted");
        receiver.When(Stage.Rcpt).ForRecipient("x@y.example").OnAttempts(2, 3).Reply("452 4.2.2 Full\nstill full");
        using var client = await RawClient.GreetAsync(receiver);
        await client.AskAsync("MAIL FROM:<a@b.example>");

        Assert.StartsWith("250 2.1.5", await client.AskAsync("RCPT TO:<other@y.example>"));
        Assert.Equal("450 4.2.0 Greylisted", await client.AskAsync("RCPT TO:<X@Y.example>"));
        Assert.Equal("452-4.2.2 Full\n452 still full", await client.AskAsync("RCPT TO:<x@y.example>"));
        Assert.Equal("452-4.2.2 Full\n452 still full", await client.AskAsync("RCPT TO:<x@y.example>"));
        Assert.StartsWith("250 2.1.5", await client.AskAsync("RCPT TO:<x@y.example>"));
        Assert.Equal(1, first.Hits);
    }

    [Theory]
    [InlineData(Stage.Ehlo, "EHLO me")]
    [InlineData(Stage.StartTls, "STARTTLS")]
    [InlineData(Stage.Mail, "MAIL FROM:<a@b.example>")]
    [InlineData(Stage.Auth, "AUTH PLAIN AHUAcA==")]
    public async Task A_negative_reply_leaves_the_command_without_effect_once(Stage stage, string command)
    {
        await using var receiver = ThrottlingReceiver.Start(new() { Authenticate = (_, _) => true });
        using var client = await RawClient.GreetAsync(receiver);
        receiver.When(stage).OnAttempt(1).Reply("454 4.7.0 Not now");

        Assert.Equal("454 4.7.0 Not now", await client.AskAsync(command));
        Assert.StartsWith("2", await client.AskAsync(command));
    }

    [Fact]
    public async Task A_banner_that_is_not_positive_is_the_answer_to_every_command_but_quit()
    {
        await using var receiver = ThrottlingReceiver.Start();
        receiver.When(Stage.Banner).OnAttempt(2).Reply("554 5.7.1 No");
        using var first = await RawClient.GreetAsync(receiver);
        using var second = await RawClient.ConnectAsync(receiver);

        Assert.Equal("554 5.7.1 No", await second.ReadReplyAsync());
        Assert.Equal("554 5.7.1 No", await second.AskAsync("EHLO me"));
        Assert.StartsWith("221", await second.AskAsync("QUIT"));
    }

    [Fact]
    public async Task Data_and_its_end_can_be_refused_and_the_message_is_not_counted()
    {
        await using var receiver = ThrottlingReceiver.Start();
        using var client = await RawClient.GreetAsync(receiver);
        var atData = receiver.When(Stage.Data).ForSender("a@b.example").ForRecipient("x@y.example").Reply("451 4.3.0 No");
        Assert.Equal("451 4.3.0 No", await client.DeliverAsync("a@b.example", "x@y.example"));
        atData.Remove();
        await client.AskAsync("RSET");
        receiver.When(Stage.EndOfData).OnAttempt(1).Reply("552 5.3.4 No");
        Assert.Equal("552 5.3.4 No", await client.DeliverAsync("a@b.example", "x@y.example"));

        Assert.Equal(0, receiver.Statistics.MessagesAccepted);
        Assert.StartsWith("250 2.6.0", await client.DeliverAsync("a@b.example", "x@y.example"));
        Assert.Equal(1, receiver.CountOf("x@y.example"));
    }

    [Fact]
    public async Task A_positive_reply_has_the_usual_effect_in_other_words()
    {
        await using var receiver = ThrottlingReceiver.Start();
        receiver.When(Stage.Data).Reply("354 Go");
        receiver.When(Stage.EndOfData).Reply("250 2.0.0 Queued as 1234");
        using var client = await RawClient.GreetAsync(receiver);

        Assert.Equal("250 2.0.0 Queued as 1234", await client.DeliverAsync("a@b.example", "x@y.example"));
        Assert.Equal(1, receiver.Statistics.MessagesAccepted);
    }

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

    [Fact]
    public async Task Conveniences_greylist_and_refuse_mailboxes()
    {
        await using var receiver = ThrottlingReceiver.Start();
        receiver.Greylist(2);
        receiver.BadMailbox("bad@y.example");
        receiver.MailboxFull("full@y.example");
        using var client = await RawClient.GreetAsync(receiver);
        await client.AskAsync("MAIL FROM:<a@b.example>");

        Assert.StartsWith("550 5.1.1", await client.AskAsync("RCPT TO:<Bad@y.example>"));
        Assert.StartsWith("452 4.2.2", await client.AskAsync("RCPT TO:<full@y.example>"));
        Assert.StartsWith("450 4.2.0", await client.AskAsync("RCPT TO:<x@y.example>"));
        Assert.StartsWith("450 4.2.0", await client.AskAsync("RCPT TO:<x@y.example>"));
        Assert.StartsWith("250 2.1.5", await client.AskAsync("RCPT TO:<x@y.example>"));
        await client.AskAllAsync("RSET", "MAIL FROM:<other@b.example>");
        Assert.StartsWith("450 4.2.0", await client.AskAsync("RCPT TO:<x@y.example>"));
        receiver.Greylist(0);
        Assert.StartsWith("250 2.1.5", await client.AskAsync("RCPT TO:<new@y.example>"));
    }

    [Fact]
    public async Task After_so_many_messages_a_connection_gets_421_and_closes()
    {
        await using var receiver = ThrottlingReceiver.Start(new() { MessagesPerConnection = 2 });
        using var client = await RawClient.GreetAsync(receiver);
        Assert.StartsWith("250", await client.DeliverAsync("a@b.example", "1@y.example"));
        Assert.StartsWith("250", await client.DeliverAsync("a@b.example", "2@y.example"));

        Assert.StartsWith("421 4.7.0", await client.AskAsync("MAIL FROM:<a@b.example>"));

        Assert.Equal(string.Empty, await client.ReadToEndAsync());
        Assert.Equal(2, receiver.Statistics.MostMessagesPerConnection);
    }

    [Fact]
    public async Task A_handler_sees_each_exchange_and_rules_come_before_it()
    {
        await using var receiver = ThrottlingReceiver.Start();
        var seen = new List<(Stage, string?, string?, int, int)>();
        receiver.When(Stage.Rcpt).ForRecipient("rule@y.example").Reply("450 4.0.0 Rule");
        receiver.Handler = e =>
        {
            seen.Add((e.Stage, e.Sender, e.Recipient, e.Attempt, e.MessagesOnConnection));
            return e is { Stage: Stage.Rcpt, Attempt: 1 } ? ScriptedAction.Reply("450 4.0.0 Handler") : null;
        };
        using var client = await RawClient.GreetAsync(receiver);

        Assert.Equal("450 4.0.0 Handler", await client.DeliverAsync("a@b.example", "x@y.example"));
        Assert.Equal("450 4.0.0 Rule", await client.AskAsync("RCPT TO:<rule@y.example>"));
        await client.AskAsync("RSET");
        Assert.StartsWith("250 2.6.0", await client.DeliverAsync("a@b.example", "x@y.example"));
        await client.AskAsync("QUIT");

        Assert.Equal(
            [
                (Stage.Banner, null, null, 0, 0), (Stage.Ehlo, null, null, 0, 0),
                (Stage.Mail, "a@b.example", null, 0, 0), (Stage.Rcpt, "a@b.example", "x@y.example", 1, 0),
                (Stage.Mail, "a@b.example", null, 0, 0), (Stage.Rcpt, "a@b.example", "x@y.example", 2, 0),
                (Stage.Data, "a@b.example", "x@y.example", 2, 0), (Stage.EndOfData, "a@b.example", "x@y.example", 2, 0),
                (Stage.Quit, null, null, 0, 1),
            ],
            seen);
    }

    [Fact]
    public async Task A_script_or_a_handler_that_throws_is_told_to_the_client_and_kept_for_the_test()
    {
        await using var receiver = ThrottlingReceiver.Start();
        receiver.ConnectionChanged += (_, _) => throw new InvalidOperationException("first");
        receiver.Handler = _ => throw new NotSupportedException("second");
        using var client = await RawClient.ConnectAsync(receiver);

        Assert.Equal("421 4.3.0 The script threw NotSupportedException", await client.ReadReplyAsync());

        Assert.Equal("first", receiver.Fault?.Message);
    }

    [Fact]
    public async Task Rules_and_actions_that_make_no_sense_are_refused_when_they_are_made()
    {
        await using var receiver = ThrottlingReceiver.Start();

        Assert.Throws<InvalidOperationException>(() => receiver.When(Stage.Mail).ForRecipient("x@y.example"));
        Assert.Throws<InvalidOperationException>(() => receiver.When(Stage.Banner).ForSender("x@y.example"));
        Assert.Throws<InvalidOperationException>(() => receiver.When(Stage.Mail).DropInData(1));
        Assert.Throws<InvalidOperationException>(() => receiver.When(Stage.Mail).Do(ScriptedAction.AcceptAndDrop()));
        Assert.Throws<InvalidOperationException>(() => receiver.When(Stage.Mail).Drop().OnAttempt(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => receiver.When(Stage.Mail).OnAttempt(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => receiver.When((Stage)99));
        foreach (string text in new[] { "", "25", "abc", "199 x", "600 x", "2500 x", "250x" })
        {
            Assert.Throws<ArgumentException>(() => ScriptedAction.Reply(text));
        }
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
