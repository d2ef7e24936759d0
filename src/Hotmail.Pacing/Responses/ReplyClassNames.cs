namespace Hotmail.Pacing.Responses;

/// <summary>The names of the reply classes in logs, metrics and files.</summary>
public static class ReplyClassNames
{
    /// <summary>The class's name in kebab case, such as <c>connection-limit</c>.</summary>
    /// <param name="value">The class.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not a member of <see cref="ReplyClass"/>.</exception>
    public static string ToName(ReplyClass value) => value switch
    {
        ReplyClass.Success => "success",
        ReplyClass.ConnectionLimit => "connection-limit",
        ReplyClass.RateLimit => "rate-limit",
        ReplyClass.ReputationThrottle => "reputation-throttle",
        ReplyClass.ReputationBlock => "reputation-block",
        ReplyClass.AuthenticationFailure => "authentication-failure",
        ReplyClass.Greylist => "greylist",
        ReplyClass.MailboxFull => "mailbox-full",
        ReplyClass.BadMailbox => "bad-mailbox",
        ReplyClass.BadDomain => "bad-domain",
        ReplyClass.ContentRejected => "content-rejected",
        ReplyClass.MessageTooLarge => "message-too-large",
        ReplyClass.RelayDenied => "relay-denied",
        ReplyClass.ServerTemporary => "server-temporary",
        ReplyClass.ProtocolError => "protocol-error",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "Not a reply class."),
    };
}
