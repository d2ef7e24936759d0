namespace Hotmail.Pacing.Testing.Tests;

public sealed class ProtocolTests
{
    [Fact]
    public async Task Ehlo_lists_the_extensions_that_are_offered()
    {
        await using var receiver = ThrottlingReceiver.Start(new() { MaxMessageSize = 5000, HostName = "mx.example", Authenticate = (_, _) => true });
        using var client = await RawClient.ConnectAsync(receiver);

        Assert.Equal("220 mx.example ESMTP", await client.ReadReplyAsync());
        string[] lines = (await client.AskAsync("EHLO me")).Split('\n');

        Assert.Equal("250-mx.example", lines[0]);
        Assert.Equal(
            ["8BITMIME", "AUTH PLAIN LOGIN", "ENHANCEDSTATUSCODES", "PIPELINING", "SIZE 5000", "SMTPUTF8", "STARTTLS"],
            lines[1..].Select(line => line[4..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Extensions_that_are_withheld_are_neither_listed_nor_understood()
    {
        await using var receiver = ThrottlingReceiver.Start(new() { Extensions = SmtpExtensions.None });
        using var client = await RawClient.GreetAsync(receiver);

        Assert.Equal("250-localhost\n250 ENHANCEDSTATUSCODES", await client.AskAsync("EHLO me"));
        Assert.StartsWith("502 ", await client.AskAsync("STARTTLS"));
        Assert.StartsWith("502 ", await client.AskAsync("AUTH PLAIN AGEAYg=="));
        Assert.StartsWith("555 ", await client.AskAsync("MAIL FROM:<a@b.example> SIZE=10"));
        Assert.StartsWith("555 ", await client.AskAsync("MAIL FROM:<a@b.example> BODY=8BITMIME"));
        Assert.StartsWith("555 ", await client.AskAsync("MAIL FROM:<a@b.example> SMTPUTF8"));
    }

    [Fact]
    public async Task Helo_is_answered_with_one_line_and_lets_mail_follow()
    {
        await using var receiver = ThrottlingReceiver.Start();
        using var client = await RawClient.ConnectAsync(receiver);
        await client.ReadReplyAsync();

        Assert.Equal("250 localhost", await client.AskAsync("HELO me"));
        Assert.StartsWith("250 2.6.0", await client.DeliverAsync("a@b.example", "x@y.example"));
    }

    [Theory]
    [InlineData("MAIL FROM:<a@b.example>", "503 5.5.1 Say EHLO first")]
    [InlineData("RCPT TO:<a@b.example>", "503 5.5.1 Say MAIL first")]
    [InlineData("DATA", "503 5.5.1 Say MAIL first")]
    [InlineData("STARTTLS", "503 5.5.1 Say EHLO first")]
    [InlineData("EHLO", "501 5.5.4 Say your name")]
    [InlineData("EHLO   ", "501 5.5.4 Say your name")]
    [InlineData("NOOP anything", "250 2.0.0 OK")]
    [InlineData("RSET", "250 2.0.0 OK")]
    [InlineData("rset", "250 2.0.0 OK")]
    [InlineData("RSET now", "501 5.5.4 The command takes no argument")]
    [InlineData("VRFY postmaster", "252 2.5.0 Cannot verify, but will try to deliver")]
    [InlineData("HELP", "214 2.0.0 See RFC 5321")]
    [InlineData("EXPN list", "502 5.5.1 Command not implemented")]
    [InlineData("HELLO", "500 5.5.1 Command not recognised")]
    [InlineData("", "500 5.5.1 Command not recognised")]
    public async Task Commands_before_ehlo_are_answered_by_sequence_and_syntax(string command, string reply)
    {
        await using var receiver = ThrottlingReceiver.Start();
        using var client = await RawClient.ConnectAsync(receiver);
        await client.ReadReplyAsync();

        Assert.Equal(reply, await client.AskAsync(command));
    }

    [Theory]
    [InlineData("MAIL FROM:<a@b.example>", "250 2.1.0")]
    [InlineData("mail from: <a@b.example>", "250 2.1.0")]
    [InlineData("MAIL FROM:<>", "250 2.1.0")]
    [InlineData("MAIL FROM:<@relay.example,@other.example:a@b.example>", "250 2.1.0")]
    [InlineData("MAIL FROM:<\"a b>\\\"@\"@b.example>", "250 2.1.0")]
    [InlineData("MAIL FROM:<a@b.example> SIZE=1000 BODY=8BITMIME SMTPUTF8", "250 2.1.0")]
    [InlineData("MAIL FROM:<a@b.example> SIZE=99999999999", "552 5.3.4")]
    [InlineData("MAIL FROM:<a@b.example> SIZE=many", "501 5.1.7")]
    [InlineData("MAIL FROM:<a@b.example> BODY=BINARYMIME", "555 5.5.4")]
    [InlineData("MAIL FROM:<a@b.example> RET=FULL", "555 5.5.4")]
    [InlineData("MAIL FROM:<ä@b.example>", "553 5.6.7")]
    [InlineData("MAIL FROM:<ä@b.example> SMTPUTF8", "250 2.1.0")]
    [InlineData("MAIL FROM:a@b.example", "501 5.1.7")]
    [InlineData("MAIL FROM:<a@b.example", "501 5.1.7")]
    [InlineData("MAIL FROM:<a@b.example>SIZE=1", "501 5.1.7")]
    [InlineData("MAIL FROM:<a b@c.example>", "501 5.1.7")]
    [InlineData("MAIL FROM:<a@b@c.example>", "501 5.1.7")]
    [InlineData("MAIL FROM:<nobody>", "501 5.1.7")]
    [InlineData("MAIL FROM:<@b.example>", "501 5.1.7")]
    [InlineData("MAIL FROM:<a@>", "501 5.1.7")]
    [InlineData("MAIL TO:<a@b.example>", "501 5.1.7")]
    [InlineData("MAIL", "501 5.1.7")]
    public async Task Mail_is_checked(string command, string reply)
    {
        await using var receiver = ThrottlingReceiver.Start();
        using var client = await RawClient.GreetAsync(receiver);

        Assert.StartsWith(reply, await client.AskAsync(command));
    }

    [Theory]
    [InlineData("RCPT TO:<x@y.example>", "250 2.1.5")]
    [InlineData("RCPT TO:<Postmaster>", "250 2.1.5")]
    [InlineData("RCPT TO:<>", "501 5.1.3")]
    [InlineData("RCPT TO:<x>", "501 5.1.3")]
    [InlineData("RCPT TO:<ö@y.example>", "553 5.6.7")]
    [InlineData("RCPT TO:<x@y.example> NOTIFY=NEVER", "555 5.5.4")]
    [InlineData("MAIL FROM:<second@b.example>", "503 5.5.1")]
    [InlineData("DATA", "554 5.5.1")]
    public async Task Commands_within_a_transaction_are_checked(string command, string reply)
    {
        await using var receiver = ThrottlingReceiver.Start();
        using var client = await RawClient.GreetAsync(receiver);
        await client.AskAsync("MAIL FROM:<a@b.example>");

        Assert.StartsWith(reply, await client.AskAsync(command));
    }

    [Fact]
    public async Task Recipients_over_the_limit_get_452_and_the_others_are_delivered_to()
    {
        await using var receiver = ThrottlingReceiver.Start(new() { MaxRecipients = 2 });
        using var client = await RawClient.GreetAsync(receiver);

        string[] replies = await client.AskAllAsync(
            "MAIL FROM:<a@b.example>", "RCPT TO:<1@y.example>", "RCPT TO:<2@y.example>", "RCPT TO:<3@y.example>", "DATA");

        Assert.Equal(["250", "250", "250", "452", "354"], replies.Select(r => r[..3]));
        Assert.StartsWith("250", await client.AskAsync("x\r\n."));
        Assert.Equal(2, receiver.Statistics.RecipientsAccepted);
        Assert.Equal(0, receiver.CountOf("3@y.example"));
    }

    [Fact]
    public async Task A_line_that_is_too_long_gets_one_500_and_the_session_goes_on()
    {
        await using var receiver = ThrottlingReceiver.Start();
        using var client = await RawClient.GreetAsync(receiver);

        Assert.Equal("500 5.5.2 Line too long", await client.AskAsync("NOOP " + new string('x', 2100)));
        Assert.Equal("500 5.5.2 Line too long", await client.AskAsync("NOOP " + new string('x', 200_000)));
        Assert.StartsWith("250", await client.AskAsync("NOOP " + new string('x', 2000)));
    }

    [Fact]
    public async Task A_command_that_ends_with_a_bare_line_feed_or_is_not_utf8_is_refused()
    {
        await using var receiver = ThrottlingReceiver.Start();
        using var client = await RawClient.GreetAsync(receiver);

        await client.SendAsync("NOOP\n");
        Assert.StartsWith("500 5.5.2 A line ends", await client.ReadReplyAsync());
        await client.SendAsync([.. "MAIL FROM:<"u8, 0xE4, .. "@b.example>\r\n"u8]);
        Assert.StartsWith("500 5.5.2 The line is neither", await client.ReadReplyAsync());
    }

    [Fact]
    public async Task Pipelined_commands_are_answered_in_order()
    {
        await using var receiver = ThrottlingReceiver.Start();
        using var client = await RawClient.GreetAsync(receiver);

        string[] replies = await client.AskAllAsync(
            "NOOP", "MAIL FROM:<a@b.example>", "RCPT TO:<x@y.example>", "RCPT TO:<>", "BOGUS", "RSET", "MAIL FROM:<c@d.example>", "RCPT TO:<z@y.example>", "DATA");
        Assert.Equal(["250 2.0.0", "250 2.1.0", "250 2.1.5", "501 5.1.3", "500 5.5.1", "250 2.0.0", "250 2.1.0", "250 2.1.5", "354 End d"], replies.Select(r => r[..9]));

        replies = await client.AskAllAsync("x\r\n.", "NOOP", "QUIT");
        Assert.Equal(["250 2.6.0", "250 2.0.0", "221 2.0.0"], replies.Select(r => r[..9]));
        Assert.Equal(string.Empty, await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Nothing_may_be_pipelined_past_data()
    {
        await using var receiver = ThrottlingReceiver.Start();
        using var client = await RawClient.GreetAsync(receiver);
        await client.AskAllAsync("MAIL FROM:<a@b.example>", "RCPT TO:<x@y.example>");

        Assert.StartsWith("503 5.5.0", await client.AskAsync("DATA\r\nSubject: x\r\n\r\nx\r\n."));

        Assert.Equal(string.Empty, await client.ReadToEndAsync());
        Assert.Equal(0, receiver.Statistics.MessagesAccepted);
    }

    [Fact]
    public async Task Listens_on_the_ipv6_loopback_too()
    {
        Assert.SkipUnless(System.Net.Sockets.Socket.OSSupportsIPv6, "This machine has no IPv6.");
        await using var receiver = ThrottlingReceiver.Start(new() { Address = System.Net.IPAddress.IPv6Loopback });
        using var client = await RawClient.GreetAsync(receiver);

        Assert.StartsWith("221", await client.AskAsync("QUIT"));
    }
}
