namespace Hotmail.Pacing.Destinations;

/// <summary>What the lookup of a host's addresses found.</summary>
/// <param name="Status">Whether there are any in the DNS, this machine's families aside.</param>
/// <param name="Addresses">Those of the families that this machine has.</param>
/// <param name="Ttl">How long it holds.</param>
internal sealed record HostLookup(DnsReplyStatus Status, HostAddresses Addresses, TimeSpan Ttl);
