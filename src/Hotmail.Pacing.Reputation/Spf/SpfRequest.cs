using System.Net;

namespace Hotmail.Pacing.Reputation.Spf;

/// <summary>Who is to be checked.</summary>
public sealed record SpfRequest
{
    /// <summary>The address that the client connects from. An IPv4 address mapped into IPv6 counts as IPv4.</summary>
    public required IPAddress ClientAddress { get; init; }

    /// <summary>The name that the client gave with HELO or EHLO.</summary>
    public required string Helo { get; init; }

    /// <summary>The envelope sender without angle brackets, or a domain alone.</summary>
    /// <value>Empty: a bounce; the HELO name takes its place.</value>
    public string MailFrom { get; init; } = "";

    /// <summary>Which claim is checked.</summary>
    /// <value><see cref="SpfIdentity.MailFrom"/>.</value>
    public SpfIdentity Identity { get; init; } = SpfIdentity.MailFrom;
}
