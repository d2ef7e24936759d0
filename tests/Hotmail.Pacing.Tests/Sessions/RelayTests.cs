using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Tests.Sessions;

/// <summary>Sessions to a relay that asks for a login.</summary>
public sealed class RelayTests
{
    [Theory]
    [InlineData(null, TlsMode.Off)]
    [InlineData(null, TlsMode.Opportunistic)]
    [InlineData(TlsMode.Opportunistic, TlsMode.Opportunistic)]
    public async Task Credentials_do_not_go_in_the_clear_for_a_group_without_TLS(TlsMode? relay, TlsMode session)
    {
        await using var server = new ScriptedSmtpServer("220 ready", "EHLO => 250-relay.example|250 AUTH PLAIN");

        var result = await OpenAsync(server, relay, session);

        Assert.Equal((null, SmtpStage.StartTls, TransportFailure.Tls), (result.Session, result.Stage, result.Failure));
    }

    [Fact]
    public async Task Credentials_go_in_the_clear_where_the_relay_is_said_to_have_no_TLS()
    {
        await using var server = new ScriptedSmtpServer("220 ready", "EHLO => 250-relay.example|250 AUTH PLAIN", "AUTH PLAIN => 235 2.7.0 Welcome");

        var result = await OpenAsync(server, TlsMode.Off, TlsMode.Off);

        await using var session = Assert.IsType<IMailSession>(result.Session, exactMatch: false);
        Assert.Equal((SmtpStage.Auth, false), (result.Stage, session.IsSecure));
    }

    [Theory]
    [InlineData("535 5.7.8 Wrong password")]
    [InlineData("421 4.7.0 Too many logins")]
    public async Task A_refused_login_keeps_its_reply_when_the_relay_then_closes(string reply)
    {
        await using var server = new ScriptedSmtpServer("220 ready", "EHLO => 250-relay.example|250 AUTH PLAIN LOGIN", "AUTH PLAIN => " + reply, "FIN");

        var result = await OpenAsync(server, TlsMode.Off, TlsMode.Off);

        Assert.Equal((null, SmtpStage.Auth, TransportFailure.Authentication, reply), (result.Session, result.Stage, result.Failure, result.Reply?.ToString()));
    }

    private static Task<SessionResult> OpenAsync(ScriptedSmtpServer server, TlsMode? relay, TlsMode session)
    {
        var endpoint = new RelayEndpoint { Host = "relay.example", UserName = "user", Password = "secret", Tls = relay };
        var request = new SessionRequest
        {
            Source = new EgressSource { Name = "relay", EhloName = "sender.example", Relay = endpoint },
            Host = endpoint.Host,
            EndPoint = server.EndPoint,
            Tls = session,
        };
        return new MailKitTransport(TimeProvider.System).OpenAsync(request, TestContext.Current.CancellationToken).AsTask().WaitAsync(ScriptedSmtpServer.Limit);
    }
}
