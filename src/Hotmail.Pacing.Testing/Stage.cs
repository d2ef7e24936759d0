namespace Hotmail.Pacing.Testing;

/// <summary>The points of an SMTP session at which a script can answer instead of the receiver.</summary>
public enum Stage
{
    /// <summary>The greeting, right after the connection was opened.</summary>
    Banner,

    /// <summary>The answer to EHLO or HELO.</summary>
    Ehlo,

    /// <summary>The answer to STARTTLS, before the handshake.</summary>
    StartTls,

    /// <summary>The verdict on the credentials of AUTH, after they were read.</summary>
    Auth,

    /// <summary>The answer to a well-formed MAIL FROM.</summary>
    Mail,

    /// <summary>The answer to a well-formed RCPT TO.</summary>
    Rcpt,

    /// <summary>The answer to DATA, before the content. Only a 3yz reply lets the content follow.</summary>
    Data,

    /// <summary>The answer to the dot that ends the content. A 2yz reply accepts the message.</summary>
    EndOfData,

    /// <summary>The answer to QUIT.</summary>
    Quit,
}
