namespace Hotmail.Pacing.IntegrationTests.Servers;

public sealed class SmtpSinkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Arguments_script_its_replies_and_it_starts_again_after_a_kill()
    {
        await using var sink = await SmtpSink.StartAsync(Token, "-r", "RCPT", "-b", "451 4.7.650 Try later. (S775)");
        await sink.KillAsync();
        Assert.False(Loopback.IsListening(sink.EndPoint));
        await sink.StartAsync(Token);
        await using var probe = await SmtpProbe.ConnectAsync(sink.EndPoint, Token);
        await probe.SendAsync("EHLO probe.test", Token);

        var (_, replies) = await probe.SendMessageAsync(Token, "a@outlook.test");

        Assert.Equal(["451 4.7.650 Try later. (S775)"], replies);
    }
}
