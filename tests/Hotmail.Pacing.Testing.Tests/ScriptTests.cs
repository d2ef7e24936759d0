namespace Hotmail.Pacing.Testing.Tests;

public sealed class ScriptTests
{
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
}
