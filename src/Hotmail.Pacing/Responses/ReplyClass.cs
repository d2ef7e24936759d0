namespace Hotmail.Pacing.Responses;

/// <summary>What a reply means for the sender.</summary>
public enum ReplyClass : byte
{
    /// <summary>2yz or 3yz: the command was accepted.</summary>
    Success = 0,

    /// <summary>Too many concurrent connections, connections opened too fast, or too many messages on one connection.</summary>
    ConnectionLimit,

    /// <summary>Too many messages or recipients; nothing said about reputation.</summary>
    RateLimit,

    /// <summary>Deferred or limited for the reputation of an IP address or domain. Always 4yz.</summary>
    ReputationThrottle,

    /// <summary>Refused for a block list, reputation or policy on the IP address, domain or sender: a person has to act.</summary>
    ReputationBlock,

    /// <summary>SPF, DKIM, DMARC, PTR, TLS or AUTH is missing or fails.</summary>
    AuthenticationFailure,

    /// <summary>Come back later because the sender is new, and the reply says so.</summary>
    Greylist,

    /// <summary>The mailbox is over its quota.</summary>
    MailboxFull,

    /// <summary>No such user, disabled, inactive, or the mailbox takes no mail.</summary>
    BadMailbox,

    /// <summary>No such domain or host, null MX, unroutable sender or recipient domain.</summary>
    BadDomain,

    /// <summary>Spam, virus, link, attachment or policy on the message; also header faults.</summary>
    ContentRejected,

    /// <summary>Too large for the server or the recipient.</summary>
    MessageTooLarge,

    /// <summary>The server does not relay for this sender.</summary>
    RelayDenied,

    /// <summary>Server error, busy, no storage, try later without a reason.</summary>
    ServerTemporary,

    /// <summary>Syntax, bad sequence, command not implemented, name not fully qualified.</summary>
    ProtocolError,
}
