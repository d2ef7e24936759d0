using System.Net;

namespace Hotmail.Pacing.Destinations;

/// <summary>A host's addresses.</summary>
/// <param name="Addresses">The addresses in the order to try.</param>
/// <param name="Failure">Why there are none: the server's answer or what went wrong; <see langword="null"/> when there are some.</param>
public sealed record HostAddresses(IReadOnlyList<IPAddress> Addresses, string? Failure = null);
