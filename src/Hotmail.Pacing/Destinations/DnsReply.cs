using System.Net;

namespace Hotmail.Pacing.Destinations;

/// <summary>The answer to one DNS question.</summary>
internal sealed record DnsReply(DnsReplyStatus Status)
{
    /// <summary>For MX, as the server sent them: in any order; a null MX has an empty host.</summary>
    public IReadOnlyList<MailExchanger> Exchangers { get; init; } = [];

    /// <summary>For A and AAAA.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>How long the answer, or the absence, holds according to the server; <see langword="null"/> if it does not say.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>For a failure, what went wrong.</summary>
    public string? Reason { get; init; }
}
