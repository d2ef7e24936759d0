namespace Hotmail.Pacing.Destinations;

/// <summary>
/// The destination groups of one configuration, and which recipients belong to which. Immutable: a reload makes a new one.
/// A recipient's group is found by the domain, else by the hosts that take the domain's mail, else the domain is a group of its own.
/// </summary>
public sealed class DestinationGroups
{
    private readonly Dictionary<string, DestinationGroup> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly PatternTable<DestinationGroup> _configuredDomains;
    private readonly PatternTable<DestinationGroup> _shippedDomains;
    private readonly PatternTable<DestinationGroup> _configuredHosts;
    private readonly PatternTable<DestinationGroup> _shippedHosts;

    internal DestinationGroups(
        PacingProfile defaultProfile,
        IReadOnlyList<DestinationGroup> groups,
        IEnumerable<KeyValuePair<string, DestinationGroup>> aliases,
        IReadOnlyCollection<GroupPattern> patterns)
    {
        DefaultProfile = defaultProfile;
        All = groups;
        foreach (var group in groups)
        {
            _byName.Add(group.Name, group);
        }

        foreach (var (alias, group) in aliases)
        {
            _byName.Add(alias, group);
        }

        _configuredDomains = Table(ofHosts: false, configured: true);
        _shippedDomains = Table(ofHosts: false, configured: false);
        _configuredHosts = Table(ofHosts: true, configured: true);
        _shippedHosts = Table(ofHosts: true, configured: false);

        PatternTable<DestinationGroup> Table(bool ofHosts, bool configured) =>
            new(patterns.Where(p => p.OfHosts == ofHosts && p.Configured == configured).Select(static p => (p.Pattern, p.Group)));
    }

    /// <summary>The configured and the shipped groups, by name. Groups that are merged into another are not among them.</summary>
    public IReadOnlyList<DestinationGroup> All { get; }

    /// <summary>The limits of every domain that belongs to none of the groups.</summary>
    public PacingProfile DefaultProfile { get; }

    /// <summary>
    /// The group that claims a domain. The host's own patterns come before the shipped ones; within each the most specific wins: the domain itself,
    /// then <c>label.*</c>, then the longest <c>*.suffix</c>.
    /// </summary>
    /// <param name="asciiDomain">The domain in ASCII (punycode), without a trailing dot, or an address literal.</param>
    /// <returns>The group; <see langword="null"/> if none claims it by the domain alone. A group found here is kept, whatever the domain's hosts are.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="asciiDomain"/> is <see langword="null"/>.</exception>
    public DestinationGroup? FindByDomain(string asciiDomain)
    {
        ArgumentNullException.ThrowIfNull(asciiDomain);
        return _configuredDomains.Find(asciiDomain) ?? _shippedDomains.Find(asciiDomain);
    }

    /// <summary>
    /// The group that claims the hosts which take a domain's mail. Only the hosts of the lowest preference decide, for the mail goes there: a provider
    /// that is merely somebody's backup does not. Where those are of several groups, the host first in the alphabet decides, so that the answer
    /// does not change with the order of a DNS answer.
    /// </summary>
    /// <param name="hosts">The domain's mail exchangers, in any order.</param>
    /// <returns>The group; <see langword="null"/> if none claims them.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="hosts"/> is <see langword="null"/>.</exception>
    public DestinationGroup? FindByHosts(IReadOnlyList<MailExchanger> hosts)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        var lowest = int.MaxValue;
        for (var i = 0; i < hosts.Count; i++)
        {
            lowest = Math.Min(lowest, hosts[i].Preference);
        }

        DestinationGroup? found = null;
        string? foundBy = null;
        for (var i = 0; i < hosts.Count; i++)
        {
            var host = hosts[i];
            if (host.Preference == lowest
                && (foundBy is null || StringComparer.OrdinalIgnoreCase.Compare(host.Host, foundBy) < 0)
                && (_configuredHosts.Find(host.Host) ?? _shippedHosts.Find(host.Host)) is { } group)
            {
                found = group;
                foundBy = host.Host;
            }
        }

        return found;
    }

    /// <summary>The group of a domain that no other group claims: named by the domain, with <see cref="DefaultProfile"/>.</summary>
    /// <param name="domain">The domain in ASCII (punycode), lower case, without a trailing dot, or an address literal.</param>
    /// <returns>
    /// The group. Should a group happen to bear the domain's name without claiming it, such as <c>yahoo</c>, the domain's own is named with a trailing
    /// dot, so that the two stay apart.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="domain"/> is <see langword="null"/>.</exception>
    public DestinationGroup Default(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return new DestinationGroup(_byName.ContainsKey(domain) ? domain + "." : domain, DefaultProfile);
    }

    /// <summary>A configured or shipped group by its name. The name of a group that is merged into another leads to that other.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <returns>The group; <see langword="null"/> if there is none of that name.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is <see langword="null"/>.</exception>
    public DestinationGroup? FindByName(string name) => _byName.GetValueOrDefault(name);
}
