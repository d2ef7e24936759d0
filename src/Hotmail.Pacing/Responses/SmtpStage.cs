namespace Hotmail.Pacing.Responses;

/// <summary>The step of an SMTP session that a reply answers, or at which a connection failed.</summary>
public enum SmtpStage : byte
{
    /// <summary>Not known, as in a reply taken from a log.</summary>
    Unknown = 0,

    /// <summary>The TCP connection is being opened.</summary>
    Connect,

    /// <summary>The greeting, before anything was sent.</summary>
    Banner,

    /// <summary>EHLO or HELO.</summary>
    Ehlo,

    /// <summary>STARTTLS and the TLS handshake.</summary>
    StartTls,

    /// <summary>AUTH.</summary>
    Auth,

    /// <summary>MAIL FROM.</summary>
    Mail,

    /// <summary>RCPT TO.</summary>
    Rcpt,

    /// <summary>The DATA command, before the message.</summary>
    Data,

    /// <summary>The final answer, after the message's end.</summary>
    EndOfData,
}
