namespace Hotmail.Pacing.Reputation.Domains;

/// <summary>
/// Finds the organisational domain of a domain: by the public suffix list without any question (<see cref="PublicSuffixList"/>), or by DMARC records in the DNS
/// (<see cref="Dmarc.Policy.Discovery.DmarcDiscovery"/>).
/// </summary>
public interface IOrganizationalDomainFinder
{
    /// <summary>Finds it. Whatever is no domain, and whatever the DNS fails to answer, is a result without a name.</summary>
    /// <param name="domain">The domain; Unicode and a final dot are allowed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    ValueTask<OrganizationalDomain> FindAsync(string domain, CancellationToken cancellationToken = default);
}
