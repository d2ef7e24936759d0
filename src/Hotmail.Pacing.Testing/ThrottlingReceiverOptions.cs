using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Hotmail.Pacing.Testing;

/// <summary>How a <see cref="ThrottlingReceiver"/> is made. The receiver copies what it needs when it starts; a later change here has no effect.</summary>
public sealed class ThrottlingReceiverOptions
{
    /// <summary>The text that Microsoft's consumer mailboxes send, for the source address 127.0.0.1.</summary>
    public const string DefaultRefusal = "451 4.7.652 The mail server [127.0.0.1] has exceeded the maximum number of connections. (S3115)";

    /// <summary>Where to listen. Only loopback addresses are allowed; 127.0.0.2 and so on give several receivers one port on Linux and Windows.</summary>
    /// <value>Default: 127.0.0.1.</value>
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>The TCP port; 0 takes a free one.</summary>
    /// <value>Default: 0.</value>
    public int Port { get; set; }

    /// <summary>The name in the greeting and in the answer to EHLO.</summary>
    /// <value>Default: <c>localhost</c>.</value>
    public string HostName { get; set; } = "localhost";

    /// <summary>The most connections open at once; null: no cap. It can be changed while the receiver runs: <see cref="ThrottlingReceiver.ConnectionCap"/>.</summary>
    /// <value>Default: null.</value>
    public int? ConnectionCap { get; set; }

    /// <summary>A limit on how fast connections are opened; null: none. It can be changed while the receiver runs: <see cref="ThrottlingReceiver.OpenRate"/>.</summary>
    /// <value>Default: null.</value>
    public OpenRate? OpenRate { get; set; }

    /// <summary>Where a connection over the cap is told so. It can be changed while the receiver runs: <see cref="ThrottlingReceiver.RefusalStage"/>.</summary>
    /// <value>Default: <see cref="RefusalStage.Mail"/>, where Microsoft says it.</value>
    public RefusalStage RefusalStage { get; set; } = RefusalStage.Mail;

    /// <summary>The reply that a connection over the cap gets, code included.</summary>
    /// <value>Default: <see cref="DefaultRefusal"/>.</value>
    public string Refusal { get; set; } = DefaultRefusal;

    /// <summary>
    /// Whether a refused connection is closed after the reply. If not, it stays refused for as long as the client keeps it, whatever the count is by then:
    /// each further MAIL FROM (EHLO, or any command but QUIT, by the stage) gets the same reply.
    /// </summary>
    /// <value>Default: true.</value>
    public bool CloseAfterRefusal { get; set; } = true;

    /// <summary>Whether a refused connection takes a place under the cap for as long as it is open.</summary>
    /// <value>Default: false.</value>
    public bool CountRefusedConnections { get; set; }

    /// <summary>How long each message takes between its last byte and its answer, so that sessions overlap. It can be changed while the receiver runs: <see cref="ThrottlingReceiver.MessageDelay"/>.</summary>
    /// <value>Default: zero.</value>
    public TimeSpan MessageDelay { get; set; }

    /// <summary>How many messages a connection may carry; the next MAIL FROM gets 421 and the connection closes. Null: any number.</summary>
    /// <value>Default: null.</value>
    public int? MessagesPerConnection { get; set; }

    /// <summary>The largest message in bytes; it is announced with SIZE, and held to also where the sender announced less.</summary>
    /// <value>Default: 36,700,160 (35 MiB).</value>
    public long MaxMessageSize { get; set; } = 35 * 1024 * 1024;

    /// <summary>The most recipients of one message; further ones get 452.</summary>
    /// <value>Default: 1000. RFC 5321 asks for at least 100.</value>
    public int MaxRecipients { get; set; } = 1000;

    /// <summary>The longest line of content in bytes, without its CRLF; a message with a longer one is refused at the end of its data. Null: any length.</summary>
    /// <value>Default: 998 (RFC 5321, 4.5.3.1.6).</value>
    public int? MaxLineLength { get; set; } = 998;

    /// <summary>The most connections served at once, refused ones included. More wait in the operating system's backlog until one ends. Bounds the receiver's memory.</summary>
    /// <value>Default: 10,000.</value>
    public int MaxSessions { get; set; } = 10_000;

    /// <summary>Whether accepted messages are kept whole, in <see cref="ThrottlingReceiver.Messages"/>. If not, they are only counted.</summary>
    /// <value>Default: false.</value>
    public bool KeepMessages { get; set; }

    /// <summary>The extensions offered in the answer to EHLO.</summary>
    /// <value>Default: all.</value>
    public SmtpExtensions Extensions { get; set; } = SmtpExtensions.All;

    /// <summary>The DNS name in the self-made certificate, which is also valid for 127.0.0.1 and ::1.</summary>
    /// <value>Default: <c>localhost</c>.</value>
    public string CertificateName { get; set; } = "localhost";

    /// <summary>A certificate with its private key to use in place of a self-made one, such as an expired one. The caller keeps it and disposes it after the receiver.</summary>
    /// <value>Default: null.</value>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Whether MAIL FROM is answered 530 until TLS is on.</summary>
    /// <value>Default: false.</value>
    public bool RequireTls { get; set; }

    /// <summary>Checks a user's name and password. If set, AUTH PLAIN and AUTH LOGIN are offered, with and without TLS. Called on sessions' threads.</summary>
    /// <value>Default: null: no AUTH.</value>
    public Func<string, string, bool>? Authenticate { get; set; }

    /// <summary>Whether MAIL FROM is answered 530 until a user has authenticated, as a relay does. Needs <see cref="Authenticate"/>.</summary>
    /// <value>Default: false.</value>
    public bool RequireAuthentication { get; set; }

    /// <summary>The clock of every delay and of the open rate.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal ThrottlingReceiverOptions Checked()
    {
        ArgumentNullException.ThrowIfNull(Address);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentException.ThrowIfNullOrWhiteSpace(HostName);
        ArgumentException.ThrowIfNullOrWhiteSpace(CertificateName);
        ArgumentOutOfRangeException.ThrowIfLessThan(Port, IPEndPoint.MinPort);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, IPEndPoint.MaxPort);
        ArgumentOutOfRangeException.ThrowIfNegative(ConnectionCap ?? 0, nameof(ConnectionCap));
        ArgumentOutOfRangeException.ThrowIfLessThan(MessageDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(MessagesPerConnection ?? 0, nameof(MessagesPerConnection));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessageSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRecipients, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLineLength ?? 1, 1, nameof(MaxLineLength));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSessions, 1);
        if (!IPAddress.IsLoopback(Address))
        {
            throw new ArgumentException($"The receiver is for tests and listens on loopback only, not on {Address}.", nameof(Address));
        }

        if (RequireAuthentication && Authenticate is null)
        {
            throw new ArgumentException("RequireAuthentication needs Authenticate.", nameof(RequireAuthentication));
        }

        if (RequireTls && !Extensions.HasFlag(SmtpExtensions.StartTls))
        {
            throw new ArgumentException("RequireTls needs the extension STARTTLS.", nameof(RequireTls));
        }

        if (Certificate is { HasPrivateKey: false })
        {
            throw new ArgumentException("The certificate has no private key.", nameof(Certificate));
        }

        return (ThrottlingReceiverOptions)MemberwiseClone();
    }
}
