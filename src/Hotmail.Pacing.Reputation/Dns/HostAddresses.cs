using System.Net;

namespace Hotmail.Pacing.Reputation.Dns;

/// <summary>The addresses of a host.</summary>
/// <param name="Found">Those that were found.</param>
/// <param name="IPv4Failure">Why it is not known whether there are IPv4 addresses; null where it is.</param>
/// <param name="IPv6Failure">The same of IPv6.</param>
internal sealed record HostAddresses(IReadOnlyList<IPAddress> Found, string? IPv4Failure, string? IPv6Failure)
{
    /// <summary>Why something is not known; null where all is.</summary>
    public string? Failure => IPv4Failure ?? IPv6Failure;
}
