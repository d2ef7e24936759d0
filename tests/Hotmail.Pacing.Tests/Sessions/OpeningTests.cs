using System.Net;
using System.Net.Sockets;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Tests.Sessions;

public sealed class OpeningTests
{
    private const string TooMany = "451 4.7.652 The mail server [192.0.2.1] has exceeded the maximum number of connections. (S3115) [BN3PEPF0000B06D.namprd21.prod.outlook.com]";

    [Fact]
    public async Task A_server_that_greets_is_open_for_mail()
    {
        await using var server = new ScriptedSmtpServer("220 mx.example ready", "EHLO sender.example => 250-mx.example|250 ENHANCEDSTATUSCODES");

        var result = await Opening.OpenAsync(server.EndPoint);

        Assert.Equal((TransportFailure.None, null, null), (result.Failure, result.Reply, result.Detail));
        await using var session = Assert.IsType<IMailSession>(result.Session, exactMatch: false);
        Assert.Equal((server.EndPoint, "mx.example", false, true), (session.EndPoint, session.Host, session.IsSecure, session.IsAlive));
    }

    [Theory]
    [InlineData(SmtpStage.Banner, TooMany, TooMany)]
    [InlineData(SmtpStage.Banner, TooMany, TooMany, "FIN")]
    [InlineData(SmtpStage.Banner, "421 4.3.2 Busy now", "421-4.3.2 Busy|421 4.3.2 now")]
    [InlineData(SmtpStage.Banner, "554 5.7.1 No mail from you", "554 5.7.1 No mail from you")]
    [InlineData(SmtpStage.Ehlo, "451 4.3.0 Not now", "220 ready", "EHLO => 451 4.3.0 Not now", "HELO => 451 4.3.0 Nor now")]
    [InlineData(SmtpStage.Ehlo, TooMany, "220 ready", "EHLO => " + TooMany, "FIN")]
    public async Task A_refusal_is_kept_exactly_with_its_stage(SmtpStage stage, string reply, params string[] script)
    {
        await using var server = new ScriptedSmtpServer(script);

        var result = await Opening.OpenAsync(server.EndPoint);

        Assert.Equal((null, stage, reply, TransportFailure.None), (result.Session, result.Stage, result.Reply?.ToString(), result.Failure));
        Assert.Equal(stage, result.Reply!.Stage);
    }

    [Theory]
    [InlineData(TransportFailure.Dropped, SmtpStage.Banner, "FIN")]
    [InlineData(TransportFailure.Dropped, SmtpStage.Ehlo, "220 ready", "EHLO => FIN")]
    [InlineData(TransportFailure.Dropped, SmtpStage.Ehlo, "220 ready", "EHLO => RST")]
    public async Task A_drop_without_a_word_is_a_drop(TransportFailure failure, SmtpStage stage, params string[] script)
    {
        await using var server = new ScriptedSmtpServer(script);

        var result = await Opening.OpenAsync(server.EndPoint);

        Assert.Equal((null, stage, null, failure), (result.Session, result.Stage, result.Reply, result.Failure));
    }

    /// <summary>A reset can be there before the client has seen that it is connected: then there was no connection.</summary>
    [Fact]
    public async Task A_reset_before_the_banner_is_a_drop_or_no_connection()
    {
        await using var server = new ScriptedSmtpServer("RST");

        var result = await Opening.OpenAsync(server.EndPoint);

        Assert.Equal((null, null), (result.Session, result.Reply));
        Assert.Equal(result.Stage == SmtpStage.Connect ? TransportFailure.ConnectFailed : TransportFailure.Dropped, result.Failure);
        Assert.True(result.Stage is SmtpStage.Connect or SmtpStage.Banner);
    }

    [Fact]
    public async Task A_banner_that_is_not_SMTP_is_a_protocol_error()
    {
        await using var server = new ScriptedSmtpServer("SSH-2.0-OpenSSH_9.6");

        var result = await Opening.OpenAsync(server.EndPoint);

        Assert.Equal((null, SmtpStage.Banner, 0, TransportFailure.Protocol), (result.Session, result.Stage, result.Reply?.Code, result.Failure));
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_cannot_be_connected()
    {
        // Bound but not listening: nobody else can take the port meanwhile.
        using var holder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var result = await Opening.OpenAsync((IPEndPoint)holder.LocalEndPoint!);

        Assert.Equal((null, SmtpStage.Connect, null, TransportFailure.ConnectFailed), (result.Session, result.Stage, result.Reply, result.Failure));
    }

    [Fact]
    public async Task Required_TLS_that_is_not_offered_is_a_TLS_failure()
    {
        await using var server = new ScriptedSmtpServer("220 ready", "EHLO => 250 mx.example");

        var result = await Opening.OpenAsync(server.EndPoint, TlsMode.Required);

        Assert.Equal((null, SmtpStage.StartTls, null, TransportFailure.Tls), (result.Session, result.Stage, result.Reply, result.Failure));
    }

    [Fact]
    public async Task A_deferred_EHLO_is_not_taken_for_a_lack_of_STARTTLS()
    {
        await using var server = new ScriptedSmtpServer("220 ready", "EHLO => " + TooMany, "HELO => 250 mx.example");

        var result = await Opening.OpenAsync(server.EndPoint, TlsMode.Required);

        Assert.Equal((null, SmtpStage.Ehlo, TransportFailure.None, TooMany), (result.Session, result.Stage, result.Failure, result.Reply?.ToString()));
    }

    [Theory]
    [InlineData(SmtpStage.Banner, "SILENCE")]
    [InlineData(SmtpStage.Ehlo, "220 ready", "EHLO => SILENCE")]
    public async Task Silence_ends_with_the_steps_time(SmtpStage stage, params string[] script)
    {
        var (brief, ample) = (TimeSpan.FromMilliseconds(50), ScriptedSmtpServer.Limit * 2);
        var timeouts = new SmtpTimeouts { Greeting = stage == SmtpStage.Banner ? brief : ample, Command = stage == SmtpStage.Banner ? ample : brief * 20 };
        await using var server = new ScriptedSmtpServer(script);

        var result = await Opening.OpenAsync(server.EndPoint, TlsMode.Off, timeouts);

        Assert.Equal((null, stage, null, TransportFailure.TimedOut), (result.Session, result.Stage, result.Reply, result.Failure));
    }
}
