using System.Net;
using Hotmail.Pacing.Destinations;

namespace Hotmail.Pacing.Transport;

/// <summary>The session that a path wants: one host, one address. Which host is next when it fails is the caller's business.</summary>
public sealed record SessionRequest
{
    /// <summary>Where it leaves from: the local address and the EHLO name; the relay's credentials.</summary>
    public required EgressSource Source { get; init; }

    /// <summary>The host's name, which the certificate must show where TLS is required.</summary>
    public required string Host { get; init; }

    /// <summary>The address and port to connect to.</summary>
    public required IPEndPoint EndPoint { get; init; }

    /// <summary>STARTTLS off, opportunistic or required.</summary>
    public TlsMode Tls { get; init; }

    /// <summary>The time-outs.</summary>
    public SmtpTimeouts Timeouts { get; init; } = new();
}
