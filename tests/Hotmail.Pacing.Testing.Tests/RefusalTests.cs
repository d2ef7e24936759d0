namespace Hotmail.Pacing.Testing.Tests;

public sealed class RefusalTests
{
    private const string S3115 = "451 4.7.652 The mail server [127.0.0.1] has exceeded the maximum number of connections. (S3115)";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task At_the_banner(bool close)
    {
        await using var receiver = Full(RefusalStage.Banner, close);
        using var client = await RawClient.ConnectAsync(receiver);

        Assert.Equal(S3115, await client.ReadReplyAsync());

        if (!close)
        {
            Assert.Equal(S3115, await client.AskAsync("EHLO me"));
            Assert.Equal(S3115, await client.AskAsync("MAIL FROM:<a@b.example>"));
            Assert.StartsWith("221", await client.AskAsync("QUIT"));
        }

        Assert.Equal(string.Empty, await client.ReadToEndAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task At_ehlo(bool close)
    {
        await using var receiver = Full(RefusalStage.Ehlo, close);
        using var client = await RawClient.ConnectAsync(receiver);
        Assert.StartsWith("220", await client.ReadReplyAsync());

        Assert.Equal(S3115, await client.AskAsync("EHLO me"));

        if (!close)
        {
            Assert.Equal(S3115, await client.AskAsync("HELO me"));
            Assert.StartsWith("503", await client.AskAsync("MAIL FROM:<a@b.example>"));
            Assert.StartsWith("221", await client.AskAsync("QUIT"));
        }

        Assert.Equal(string.Empty, await client.ReadToEndAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task At_mail_after_starttls(bool close)
    {
        await using var receiver = Full(RefusalStage.Mail, close);
        using var client = await RawClient.GreetAsync(receiver);
        await client.AskAsync("STARTTLS");
        await client.StartTlsAsync("localhost", receiver.Certificate);
        Assert.StartsWith("250", await client.AskAsync("EHLO me"));

        Assert.Equal(S3115, await client.AskAsync("MAIL FROM:<a@b.example>"));

        if (!close)
        {
            // Refused for good, even though the cap would have room by now.
            receiver.ConnectionCap = null;
            Assert.StartsWith("503", await client.AskAsync("RCPT TO:<x@y.example>"));
            Assert.StartsWith("250", await client.AskAsync("RSET"));
            Assert.Equal(S3115, await client.AskAsync("MAIL FROM:<a@b.example>"));
            Assert.StartsWith("221", await client.AskAsync("QUIT"));
        }

        Assert.Equal(string.Empty, await client.ReadToEndAsync());
    }

    [Fact]
    public async Task By_a_drop_without_a_word()
    {
        await using var receiver = Full(RefusalStage.Drop, close: true);
        using var client = await RawClient.ConnectAsync(receiver);

        Assert.Equal(string.Empty, await client.ReadToEndAsync());

        Assert.Equal(1, receiver.Statistics.ConnectionsRefused);
    }

    [Fact]
    public async Task A_refused_client_that_pipelines_gets_the_refusal_and_not_a_reset()
    {
        await using var receiver = Full(RefusalStage.Mail, close: true);
        for (int i = 0; i < 50; i++)
        {
            using var client = await RawClient.GreetAsync(receiver);
            await client.SendAsync("MAIL FROM:<a@b.example>\r\n");
            await client.SendAsync("RCPT TO:<x@y.example>\r\n");
            await client.SendAsync("DATA\r\n");

            Assert.Equal(S3115 + "\r\n", await client.ReadToEndAsync());
        }

        Assert.Equal(0, receiver.Statistics.ConnectionsOpen);
    }

    [Fact]
    public async Task With_a_text_of_ones_own_at_a_stage_that_changes_while_it_runs()
    {
        await using var receiver = ThrottlingReceiver.Start(new() { ConnectionCap = 0, Refusal = "421 4.7.0 Too many", RefusalStage = RefusalStage.Ehlo });
        receiver.RefusalStage = RefusalStage.Banner;
        using var client = await RawClient.ConnectAsync(receiver);

        Assert.Equal("421 4.7.0 Too many", await client.ReadReplyAsync());
    }

    [Fact]
    public void A_refusal_that_is_no_reply_is_told_at_the_start() =>
        Assert.Throws<ArgumentException>(() => ThrottlingReceiver.Start(new() { Refusal = "Too many" }));

    private static ThrottlingReceiver Full(RefusalStage stage, bool close) =>
        ThrottlingReceiver.Start(new() { ConnectionCap = 0, RefusalStage = stage, CloseAfterRefusal = close });
}
