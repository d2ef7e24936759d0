namespace Hotmail.Pacing.Destinations;

/// <summary>The answer to a lookup of a domain's mail exchangers. Immutable, and shared while it is cached.</summary>
/// <param name="Status">What was found.</param>
/// <param name="Hosts">The hosts by preference (not shuffled); empty unless the status is <see cref="MailExchangerStatus.Found"/> or <see cref="MailExchangerStatus.Implicit"/>.</param>
/// <param name="Reason">For the other statuses, what the DNS said, in words.</param>
public sealed record MailExchangerAnswer(MailExchangerStatus Status, IReadOnlyList<MailExchanger> Hosts, string? Reason = null)
{
    /// <summary>
    /// The set of hosts as one text: two domains with the same route key are served by the same hosts, so a connection can be used for both.
    /// Empty when there are no hosts.
    /// </summary>
    public string RouteKey { get; } = string.Join(',', Hosts.Select(static host => host.Host).Order(StringComparer.Ordinal));
}
