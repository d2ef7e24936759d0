using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Hotmail.Pacing.Transport;

/// <summary>How <see cref="MailKitTransport"/> does TLS. Read once, when the transport is made.</summary>
public sealed class MailKitTransportOptions
{
    /// <summary>The TLS versions to offer.</summary>
    /// <value>TLS 1.2 and 1.3.</value>
    [SuppressMessage("Security", "CA5398", Justification = "The least version is promised here; the system's choice may be older.")]
    public SslProtocols SslProtocols { get; set; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>
    /// Whether a certificate's revocation is looked up (OCSP, CRL) where a valid one is required. It asks the certificate's issuer while the session is being opened.
    /// </summary>
    /// <value><see langword="false"/>, as mail servers do among each other.</value>
    public bool CheckCertificateRevocation { get; set; }

    /// <summary>Root certificates that are trusted besides the system's: for relays with a private certificate authority, or a self-made certificate.</summary>
    /// <value>None.</value>
    public IList<X509Certificate2> TrustedRoots { get; } = [];

    /// <summary>
    /// Judges a server's certificate instead of the usual check (a trusted chain, and the host's name). Called only where a valid certificate is required;
    /// its first argument is the host's name.
    /// </summary>
    /// <value><see langword="null"/>: the usual check.</value>
    public RemoteCertificateValidationCallback? CertificateValidation { get; set; }
}
