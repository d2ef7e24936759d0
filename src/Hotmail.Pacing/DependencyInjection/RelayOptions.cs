using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing;

/// <summary>The relay of an egress source: the section <c>ProviderPacing:EgressSources:NAME:Relay</c>.</summary>
public sealed class RelayOptions
{
    /// <summary>The relay's host name or IP address. Required.</summary>
    public string? Host { get; set; }

    /// <summary>The relay's port.</summary>
    /// <value>Default 587, or 465 with <see cref="ImplicitTls"/>. 1 to 65535.</value>
    public int? Port { get; set; }

    /// <summary>STARTTLS off, opportunistic or required.</summary>
    /// <value>Default: what the destination group's profile says.</value>
    public TlsMode? Tls { get; set; }

    /// <summary>Whether TLS begins with the connection (RFC 8314), without STARTTLS.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool ImplicitTls { get; set; }

    /// <summary>The user name for AUTH; to be set together with <see cref="Password"/>.</summary>
    public string? UserName { get; set; }

    /// <summary>The password for AUTH. Never shown or logged.</summary>
    public string? Password { get; set; }
}
