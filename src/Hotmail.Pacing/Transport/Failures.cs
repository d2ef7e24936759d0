using Hotmail.Pacing.Responses;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Hotmail.Pacing.Transport;

/// <summary>What MailKit's exceptions mean.</summary>
internal static class Failures
{
    /// <summary>Explains why a session or transaction ended.</summary>
    /// <param name="e">What MailKit threw.</param>
    /// <param name="stage">At which stage.</param>
    /// <param name="ended">Why we ended it ourselves, if we did: then whatever was thrown is only the consequence.</param>
    /// <param name="dialogue">Knows the reply that MailKit swallowed.</param>
    public static (SmtpReply? Reply, TransportFailure Failure, string? Detail) Explain(Exception e, SmtpStage stage, TransportFailure ended, SmtpDialogue dialogue)
    {
        var reply = e switch
        {
            SmtpCommandException refused when stage != SmtpStage.Ehlo => Replies.Make((int)refused.StatusCode, refused.Message, stage),
            ServiceNotAuthenticatedException => Replies.Make((int)SmtpStatusCode.AuthenticationRequired, e.Message, stage),
            AuthenticationException => dialogue.LastReply(stage),
            _ => dialogue.Unreported(stage),
        };
        return reply switch
        {
            _ when ended == TransportFailure.Cancelled => (null, ended, "Cancelled."),
            { Code: 0 } => (reply, TransportFailure.Protocol, "The server's answer is not SMTP."),
            _ when stage == SmtpStage.Auth && e is AuthenticationException or NotSupportedException => (reply, TransportFailure.Authentication, e.Message),
            not null when stage == SmtpStage.Auth => (reply, TransportFailure.Authentication, reply.ToString()),
            { Code: >= 200 and < 300 } when stage == SmtpStage.EndOfData => (reply, TransportFailure.None, null),
            { IsPositive: true } => (reply, TransportFailure.Protocol, $"The server's answer makes no sense here: {reply}"),
            not null => (reply, TransportFailure.None, null),
            _ when ended != TransportFailure.None => (null, ended, ended == TransportFailure.TimedOut ? "No answer in time." : "The session was closed."),
            _ when e is SslHandshakeException handshake => (null, TransportFailure.Tls, Explain(handshake)),
            _ => (null, TransportFailure.Dropped, e is SmtpProtocolException ? "The server closed the connection." : Innermost(e)),
        };
    }

    /// <summary>Explains why there is no connection.</summary>
    public static (TransportFailure Failure, string Detail) Explain(Exception e, SessionRequest request, TransportFailure ended) => ended switch
    {
        TransportFailure.TimedOut => (ended, $"No connection in {request.Timeouts.Connect.TotalSeconds:0.###} s."),
        TransportFailure.Cancelled => (ended, "Cancelled."),
        _ => (TransportFailure.ConnectFailed, $"No connection: {e.Message}"),
    };

    private static string Explain(SslHandshakeException e) => e.ServerCertificate is { } certificate
        ? $"The server's certificate is not trusted or not for its name: {certificate.Subject}, issued by {certificate.Issuer}. {Innermost(e)}"
        : Innermost(e);

    private static string Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e.Message;
}
