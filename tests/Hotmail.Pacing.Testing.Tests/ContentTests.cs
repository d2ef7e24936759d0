using System.Text;

namespace Hotmail.Pacing.Testing.Tests;

public sealed class ContentTests
{
    [Fact]
    public async Task Content_arrives_byte_for_byte_however_it_is_cut_up()
    {
        await using var receiver = ThrottlingReceiver.Start(new() { KeepMessages = true, MaxLineLength = null });
        using var client = await RawClient.GreetAsync(receiver);

        // Lines of dots, returns and letters, written in pieces of every size: dots at line starts, CR before CR LF, the final dot split anywhere.
        const int seed = 20261123;
        var random = new Random(seed);
        var sent = new List<byte[]>();
        for (int i = 0; i < 300; i++)
        {
            byte[] content = RandomContent(random);
            sent.Add(content);
            await client.AskAllAsync("MAIL FROM:<a@b.example>", $"RCPT TO:<{i}@y.example>", "DATA");
            byte[] wire = [.. Stuff(content), .. ".\r\n"u8];
            for (int at = 0; at < wire.Length;)
            {
                int count = Math.Min(random.Next(1, i % 3 == 0 ? 4 : 3000), wire.Length - at);
                await client.SendAsync(wire[at..(at + count)]);
                at += count;
            }

            Assert.StartsWith("250 2.6.0", await client.ReadReplyAsync());
        }

        Assert.Equal(sent, receiver.Messages.Select(m => m.Content.ToArray()));
        Assert.Equal(sent.Sum(c => (long)c.Length), receiver.Statistics.BytesAccepted);
    }

    [Fact]
    public async Task A_message_larger_than_every_buffer_arrives_whole()
    {
        await using var receiver = ThrottlingReceiver.Start(new() { KeepMessages = true });
        using var client = await RawClient.GreetAsync(receiver);
        string content = string.Concat(Enumerable.Range(0, 30_000).Select(i => $".line {i} of many that must all come through\r\n"));
        await client.AskAllAsync("MAIL FROM:<a@b.example>", "RCPT TO:<x@y.example>", "DATA");

        Assert.StartsWith("250", await client.AskAsync(content.Replace("\r\n.", "\r\n..", StringComparison.Ordinal).Insert(0, ".") + "."));

        Assert.Equal(content, Encoding.ASCII.GetString(receiver.Messages[0].Content.Span));
    }

    [Fact]
    public async Task A_bare_line_feed_neither_ends_the_data_nor_is_accepted()
    {
        await using var receiver = ThrottlingReceiver.Start();
        using var client = await RawClient.GreetAsync(receiver);

        foreach (string smuggled in new[] { "x\n.\r\nMAIL FROM:<evil@b.example>\r\n", "x\r\n.\nQUIT\r\n", "x\ny\r\n", "\n" })
        {
            await client.AskAllAsync("MAIL FROM:<a@b.example>", "RCPT TO:<x@y.example>", "DATA");
            Assert.StartsWith("554 5.6.0 The message has a bare LF", await client.AskAsync(smuggled + (smuggled.EndsWith("\r\n", StringComparison.Ordinal) ? "." : "\r\n.")));
        }

        Assert.StartsWith("250 2.0.0", await client.AskAsync("NOOP"));
        Assert.Equal(0, receiver.Statistics.MessagesAccepted);
    }

    [Theory]
    [InlineData(998, "250 2.6.0")]
    [InlineData(999, "554 5.6.0 A line of the message is too long")]
    public async Task A_line_of_content_may_have_998_bytes(int length, string reply)
    {
        await using var receiver = ThrottlingReceiver.Start();
        using var client = await RawClient.GreetAsync(receiver);

        // The stuffed dot doesn't count.
        Assert.StartsWith(reply, await client.DeliverAsync("a@b.example", "x@y.example", $"..{new string('x', length - 1)}\r\n"));
    }

    [Theory]
    [InlineData(1000, "250 2.6.0")]
    [InlineData(1001, "552 5.3.4")]
    public async Task A_message_over_the_limit_is_refused_at_its_end_and_the_session_goes_on(int size, string reply)
    {
        await using var receiver = ThrottlingReceiver.Start(new() { MaxMessageSize = 1000, MaxLineLength = null });
        using var client = await RawClient.GreetAsync(receiver);

        Assert.StartsWith(reply, await client.DeliverAsync("a@b.example", "x@y.example", new string('x', size - 2) + "\r\n"));
        Assert.StartsWith("250 2.6.0", await client.DeliverAsync("a@b.example", "x@y.example", "small\r\n"));
    }

    [Fact]
    public async Task A_received_message_tells_its_envelope()
    {
        await using var receiver = ThrottlingReceiver.Start(new() { KeepMessages = true });
        using var client = await RawClient.GreetAsync(receiver);
        await client.AskAllAsync("MAIL FROM:<ä@b.example> SMTPUTF8 BODY=8BITMIME", "RCPT TO:<ö@y.example>", "RCPT TO:<Z@y.example>", "DATA");
        await client.AskAsync("é\r\n.");

        var message = Assert.Single(receiver.Messages);
        Assert.Equal("ä@b.example", message.Sender);
        Assert.Equal(["ö@y.example", "Z@y.example"], message.Recipients);
        Assert.Equal(1, message.SessionId);
        Assert.Equal("é\r\n", Encoding.UTF8.GetString(message.Content.Span));
        Assert.Equal(4, message.Size);
        Assert.True(message.IsSmtpUtf8);
        Assert.True(message.Is8BitMime);
        Assert.False(message.IsTls);
    }

    [Fact]
    public async Task An_empty_message_is_accepted_and_content_is_not_kept_unless_asked_for()
    {
        await using var receiver = ThrottlingReceiver.Start();
        using var client = await RawClient.GreetAsync(receiver);

        Assert.StartsWith("250 2.6.0", await client.DeliverAsync(string.Empty, "x@y.example", string.Empty));

        Assert.Empty(receiver.Messages);
        Assert.Equal(1, receiver.CountOf("X@Y.example"));
    }

    private static byte[] RandomContent(Random random)
    {
        var content = new List<byte>();
        int lines = random.Next(0, 40);
        for (int i = 0; i < lines; i++)
        {
            int length = random.Next(0, random.Next(4) == 0 ? 6000 : 5);
            for (int c = 0; c < length; c++)
            {
                content.Add("..\rab\0\u00ff"u8[random.Next(7)]);
            }

            content.AddRange("\r\n"u8);
        }

        return [.. content];
    }

    /// <summary>The sender's half of RFC 5321, 4.5.2.</summary>
    private static byte[] Stuff(byte[] content)
    {
        var wire = new List<byte>();
        for (int i = 0; i < content.Length; i++)
        {
            if (content[i] == '.' && (i == 0 || (i > 1 && content[i - 1] == '\n' && content[i - 2] == '\r')))
            {
                wire.Add((byte)'.');
            }

            wire.Add(content[i]);
        }

        return [.. wire];
    }
}
