using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Dispatch;

/// <summary>What it means that no reply came, and the few meanings that need no classifier. The rule is named after the failure.</summary>
internal static class FailureClasses
{
    public static readonly Classification Delivered = new(ReplyClass.Success, Permanence.Success, "delivered");
    public static readonly Classification NullMx = new(ReplyClass.BadDomain, Permanence.Permanent, "null-mx");
    public static readonly Classification NoSuchDomain = new(ReplyClass.BadDomain, Permanence.Permanent, "no-such-domain");

    private static readonly Classification ConnectFailed = new(ReplyClass.ServerTemporary, Permanence.Transient, "connect-failed");
    private static readonly Classification Dropped = new(ReplyClass.ServerTemporary, Permanence.Transient, "connection-dropped");
    private static readonly Classification TimedOut = new(ReplyClass.ServerTemporary, Permanence.Transient, "timed-out");
    private static readonly Classification Tls = new(ReplyClass.AuthenticationFailure, Permanence.Transient, "tls-failed");
    private static readonly Classification Protocol = new(ReplyClass.ProtocolError, Permanence.Transient, "not-smtp");
    private static readonly Classification Authentication = new(ReplyClass.AuthenticationFailure, Permanence.Transient, "relay-authentication");
    private static readonly Classification LocalAddress = new(ReplyClass.ServerTemporary, Permanence.Transient, "local-address");
    private static readonly Classification Unsupported = new(ReplyClass.MessageTooLarge, Permanence.Permanent, "not-supported-by-server");
    private static readonly Classification NameResolution = new(ReplyClass.ServerTemporary, Permanence.Transient, "name-resolution");
    private static readonly Classification Cancelled = new(ReplyClass.ServerTemporary, Permanence.Transient, "cancelled");

    /// <summary>The meaning by the code's first digit alone (RFC 5321).</summary>
    public static Classification ByCode(SmtpReply reply) => reply switch
    {
        { IsPositive: true } => Delivered,
        { IsPermanent: true } => new Classification(ReplyClass.ProtocolError, Permanence.Permanent, "code-5yz"),
        _ => new Classification(ReplyClass.ServerTemporary, Permanence.Transient, "code-4yz"),
    };

    public static Classification Of(TransportFailure failure) => failure switch
    {
        TransportFailure.ConnectFailed => ConnectFailed,
        TransportFailure.TimedOut => TimedOut,
        TransportFailure.Tls => Tls,
        TransportFailure.Protocol => Protocol,
        TransportFailure.Authentication => Authentication,
        TransportFailure.LocalAddress => LocalAddress,
        TransportFailure.Unsupported => Unsupported,
        TransportFailure.NameResolution => NameResolution,
        TransportFailure.Cancelled => Cancelled,
        _ => Dropped,
    };
}
