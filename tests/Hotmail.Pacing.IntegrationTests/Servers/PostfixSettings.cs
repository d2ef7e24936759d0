using System.Net;

namespace Hotmail.Pacing.IntegrationTests.Servers;

/// <summary>What a <see cref="PostfixServer"/> does.</summary>
internal sealed record PostfixSettings
{
    /// <summary>The loopback address it listens on.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Its port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The connections it lets in at once from one address; 0 for any number.</summary>
    public int Limit { get; init; }

    /// <summary>How long it waits before its greeting, so that short sessions overlap; the limit is judged before that wait.</summary>
    public int SecondsPerConnection { get; init; }

    /// <summary>Recipients for whose messages it takes a second at DATA, so that sessions overlap.</summary>
    public IReadOnlyCollection<string> Slow { get; init; } = [];

    /// <summary>The domains it takes mail for; it answers others with <c>454 4.7.1 … Relay access denied</c>.</summary>
    public IReadOnlyList<string> Domains { get; init; } = ["outlook.test", "hotmail.test"];

    /// <summary>
    /// Recipients that it refuses, each with a code, an enhanced code and a text, such as <c>550 5.5.0 No such mailbox</c>. Postfix puts
    /// <c>&lt;address&gt;: Recipient address rejected: </c> before the text.
    /// </summary>
    public IReadOnlyDictionary<string, string> Refused { get; init; } = new Dictionary<string, string>();

    /// <summary>The certificate for STARTTLS, which is not offered without one.</summary>
    public ServerCertificate? Certificate { get; init; }

    /// <summary>Whether MAIL FROM is refused without TLS.</summary>
    public bool RequireTls { get; init; }

    /// <summary>Further lines for <c>main.cf</c>, such as <c>smtpd_client_message_rate_limit = 2</c>.</summary>
    public IReadOnlyList<string> MoreSettings { get; init; } = [];
}
