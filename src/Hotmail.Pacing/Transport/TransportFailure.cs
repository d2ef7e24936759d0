namespace Hotmail.Pacing.Transport;

/// <summary>Why a session ended without the reply that was waited for.</summary>
public enum TransportFailure : byte
{
    /// <summary>It did not.</summary>
    None = 0,

    /// <summary>The TCP connection was refused or could not be made.</summary>
    ConnectFailed,

    /// <summary>The peer closed the connection.</summary>
    Dropped,

    /// <summary>The step's time-out passed.</summary>
    TimedOut,

    /// <summary>TLS was required and not offered, the handshake failed, or the certificate is not valid for the host.</summary>
    Tls,

    /// <summary>The server's bytes are not SMTP.</summary>
    Protocol,

    /// <summary>The relay refused the credentials, or offers no mechanism for them.</summary>
    Authentication,

    /// <summary>The source's local address is not on this machine.</summary>
    LocalAddress,

    /// <summary>The server does not offer what the message needs (SIZE, SMTPUTF8): nothing was sent of it.</summary>
    Unsupported,

    /// <summary>The host's name has no address, or its lookup failed.</summary>
    NameResolution,

    /// <summary>The caller cancelled.</summary>
    Cancelled,
}
