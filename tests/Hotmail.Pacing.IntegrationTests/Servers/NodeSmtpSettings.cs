using System.Net;

namespace Hotmail.Pacing.IntegrationTests.Servers;

/// <summary>What a <see cref="NodeSmtpServer"/> does.</summary>
internal sealed record NodeSmtpSettings
{
    /// <summary>Outlook's words for too many connections.</summary>
    public const string TooManyConnections = "4.7.652 The mail server [127.0.0.1] has exceeded the maximum number of connections. (S3115)";

    /// <summary>The loopback address it listens on.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Its port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The name it greets with.</summary>
    public string Name { get; init; } = "mx.test";

    /// <summary>The connections it lets in at once; <see langword="null"/> for any number.</summary>
    public int? Limit { get; init; }

    /// <summary>How it refuses a connection over its limit.</summary>
    public LimitAnswer LimitAnswer { get; init; }

    /// <summary>The refusal's basic code.</summary>
    public int LimitCode { get; init; } = 451;

    /// <summary>The refusal's text.</summary>
    public string LimitText { get; init; } = TooManyConnections;

    /// <summary>The time between the end of a message and its reply: makes sessions overlap.</summary>
    public TimeSpan MessageDelay { get; init; }

    /// <summary>Whether it keeps, of each message, who got it and its hash: <see cref="NodeSmtpServer.GetMessagesAsync"/>.</summary>
    public bool RecordsMessages { get; init; }

    /// <summary>Recipients whose address begins with this are greylisted when they are named for the first time; <see langword="null"/> for none.</summary>
    public string? DeferOnce { get; init; }

    /// <summary>The certificate for STARTTLS, which is not offered without one.</summary>
    public ServerCertificate? Certificate { get; init; }

    /// <summary>Whether MAIL FROM is refused without TLS.</summary>
    public bool RequireTls { get; init; }
}
