namespace Hotmail.Pacing.Transport;

/// <summary>How a session uses STARTTLS (RFC 3207).</summary>
public enum TlsMode : byte
{
    /// <summary>TLS when the server offers it, with whatever certificate it shows; plain text otherwise. What mail servers do among each other.</summary>
    Opportunistic = 0,

    /// <summary>TLS with a valid certificate for the host's name, or no delivery: without, a message is deferred with a reason that names the certificate, and kept.</summary>
    Required,

    /// <summary>Never TLS.</summary>
    Off,
}
