using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;

/// <summary>
/// Finds the DMARC record that applies to a domain, and its organisational domain: by the tree walk of RFC 9989, or by the public suffix list as RFC 7489 has it.
/// At most 8 questions a domain. Safe for use by several threads at once. Answers are kept by the resolver, if at all.
/// </summary>
public sealed class DmarcDiscovery : IOrganizationalDomainFinder
{
    private readonly IDnsResolver _resolver;
    private readonly PublicSuffixList _suffixes;

    /// <summary>Finds by the tree walk.</summary>
    /// <param name="resolver">Whom to ask.</param>
    public DmarcDiscovery(IDnsResolver resolver)
        : this(resolver, new DmarcDiscoveryOptions())
    {
    }

    /// <summary>Finds.</summary>
    /// <param name="resolver">Whom to ask.</param>
    /// <param name="options">How to find, which is copied.</param>
    public DmarcDiscovery(IDnsResolver resolver, DmarcDiscoveryOptions options)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Suffixes);
        (_resolver, Mode, _suffixes) = (resolver, options.Mode, options.Suffixes);
    }

    /// <summary>By which of the two standards it finds.</summary>
    public DmarcDiscoveryMode Mode { get; }

    /// <summary>Finds the record that applies to a domain. Whatever the domain is and whatever the DNS says is in the result.</summary>
    /// <param name="domain">The domain; Unicode and a final dot are allowed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ValueTask<DmarcDiscoveryResult> DiscoverAsync(string domain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return DiscoverAsync(domain, new DmarcQuestions(_resolver, cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask<OrganizationalDomain> FindAsync(string domain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        if (Mode == DmarcDiscoveryMode.PublicSuffixList)
        {
            return await _suffixes.FindAsync(domain, cancellationToken).ConfigureAwait(false);
        }

        var result = await DiscoverAsync(domain, cancellationToken).ConfigureAwait(false);
        var name = result.OrganizationalDomain;
        return new OrganizationalDomain
        {
            Domain = result.Domain,
            Name = name,
            IsPublicSuffix = name == result.Domain && result.Record is { PublicSuffix: Records.DmarcPublicSuffix.Yes },
            Reason = result.Error ?? result.Failure ?? (result.Lookups.Any(static lookup => lookup.Record is not null)
                ? $"{name} follows from the DMARC records at and above {result.Domain}."
                : $"There is no DMARC record at or above {result.Domain}."),
        };
    }

    /// <summary>Finds, without asking twice what was asked for the same message.</summary>
    internal async ValueTask<DmarcDiscoveryResult> DiscoverAsync(string domain, DmarcQuestions questions)
    {
        if (DomainName.Normalize(domain, out var error) is not { } name)
        {
            return new DmarcDiscoveryResult { Domain = domain, Error = error };
        }

        return Mode == DmarcDiscoveryMode.TreeWalk
            ? await WalkAsync(name, questions).ConfigureAwait(false)
            : await AskTwiceAsync(name, questions).ConfigureAwait(false);
    }

    /// <summary>Finds the organisational domain alone. Null where it cannot be known.</summary>
    internal async ValueTask<string?> FindOrganizationAsync(string domain, DmarcQuestions questions) => Mode == DmarcDiscoveryMode.TreeWalk
        ? (await DiscoverAsync(domain, questions).ConfigureAwait(false)).OrganizationalDomain
        : (await _suffixes.FindAsync(domain, CancellationToken.None).ConfigureAwait(false)).Name;

    private async ValueTask<DmarcDiscoveryResult> WalkAsync(string domain, DmarcQuestions questions)
    {
        var lookups = new List<DmarcLookup>(TreeWalk.MostQuestions);
        foreach (var target in TreeWalk.GetDomains(domain))
        {
            var lookup = await questions.AskAsync(target).ConfigureAwait(false);
            lookups.Add(lookup);
            if (lookup.Status == DmarcLookupStatus.Failed || TreeWalk.EndsAt(lookup))
            {
                break;
            }
        }

        var organization = TreeWalk.ChooseOrganization(domain, lookups);
        return ToResult(domain, organization, lookups, TreeWalk.ChooseRecord(domain, organization, lookups));
    }

    private async ValueTask<DmarcDiscoveryResult> AskTwiceAsync(string domain, DmarcQuestions questions)
    {
        var organization = FindInList(domain).Name!;
        var lookups = new List<DmarcLookup> { await questions.AskAsync(domain).ConfigureAwait(false) };
        if (lookups[0].Status == DmarcLookupStatus.None && organization != domain)
        {
            lookups.Add(await questions.AskAsync(organization).ConfigureAwait(false));
        }

        return ToResult(domain, organization, lookups, lookups.Find(static lookup => lookup.Record is not null));
    }

    private OrganizationalDomain FindInList(string domain) => _suffixes.Find(domain);

    private DmarcDiscoveryResult ToResult(string domain, string? organization, List<DmarcLookup> lookups, DmarcLookup? applies) => new()
    {
        Domain = domain,
        Lookups = lookups,
        OrganizationalDomain = organization,
        SuffixListDomain = FindInList(domain).Name,
        IsListedSuffix = FindInList(domain).IsPublicSuffix,
        Record = applies?.Record,
        RecordDomain = applies?.Domain,
        Failure = lookups.Find(static lookup => lookup.Failure is not null)?.Failure,
    };
}
