using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Destinations;

/// <summary>A mail server that takes all mail of a source and delivers it on.</summary>
public sealed record RelayEndpoint
{
    /// <summary>Its host name or address.</summary>
    public required string Host { get; init; }

    /// <summary>Its port: 587 (submission) unless set, or 25, or 465 with <see cref="ImplicitTls"/>.</summary>
    public int Port { get; init; } = 587;

    /// <summary>
    /// STARTTLS off, opportunistic or required; <see langword="null"/> leaves it to the destination group's profile, or requires it where there is a user name.
    /// </summary>
    public TlsMode? Tls { get; init; }

    /// <summary>Whether TLS begins with the connection (RFC 8314), without STARTTLS.</summary>
    public bool ImplicitTls { get; init; }

    /// <summary>The user name for AUTH; <see langword="null"/> for none.</summary>
    public string? UserName { get; init; }

    /// <summary>The password for AUTH. Never shown or logged.</summary>
    public string? Password { get; init; }

    /// <summary>The relay without its credentials.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
