namespace Hotmail.Pacing.Destinations;

/// <summary>Finds the hosts that take a domain's mail (RFC 5321 §5.1). Does not throw for what DNS answers or fails to answer.</summary>
public interface IMailExchangerResolver
{
    /// <summary>Looks up a domain's mail exchangers.</summary>
    /// <param name="domain">The domain in ASCII (punycode), lower case, without a trailing dot; or an address literal such as <c>[192.0.2.1]</c>.</param>
    /// <param name="cancellationToken">Ends the waiting of this caller; a lookup shared with others goes on.</param>
    /// <returns>The answer. Completes synchronously when it is cached.</returns>
    ValueTask<MailExchangerAnswer> ResolveAsync(string domain, CancellationToken cancellationToken);

    /// <summary>Looks up a mail exchanger's addresses.</summary>
    /// <param name="host">The host's name, or an IP address.</param>
    /// <param name="cancellationToken">Ends the waiting of this caller.</param>
    /// <returns>The addresses, IPv6 and IPv4, in the order to try; empty when there are none or the lookup failed, which <see cref="HostAddresses.Failure"/> says.</returns>
    ValueTask<HostAddresses> ResolveAddressesAsync(string host, CancellationToken cancellationToken);
}
