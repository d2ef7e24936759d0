using Hotmail.Pacing.Destinations;

namespace Hotmail.Pacing.DependencyInjection;

/// <summary>Makes the destination groups out of checked options and the shipped groups.</summary>
internal sealed class GroupCompiler
{
    private static readonly DestinationGroupOptions NotConfigured = new();

    private readonly PacingOptions _options;
    private readonly Dictionary<string, DestinationGroup> _groups = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<GroupPattern> _patterns = [];

    private GroupCompiler(PacingOptions options) => _options = options;

    /// <summary>The names of all groups, shipped or configured, merged or not.</summary>
    public static IEnumerable<string> Names(PacingOptions options) =>
        ShippedProfiles.Groups.Select(static group => group.Name).Union(options.Groups.Keys, StringComparer.OrdinalIgnoreCase);

    /// <summary>The domains that the host wrote for a group. A new group of no patterns that is named like a domain stands for that domain.</summary>
    public static IReadOnlyList<string>? ConfiguredDomains(string name, DestinationGroupOptions group)
    {
        var isDomain = group.Domains is null
            && group.MxPatterns is null
            && ShippedProfiles.Find(name) is null
            && name.Contains('.', StringComparison.Ordinal)
            && DomainName.TryNormalize(name, out _, out _);
        return isDomain ? [name] : group.Domains;
    }

    /// <summary>Compiles options that <see cref="PacingOptionsValidator"/> found in order.</summary>
    public static DestinationGroups Compile(PacingOptions options) => new GroupCompiler(options).Compile();

    private DestinationGroups Compile()
    {
        var names = Names(_options).ToArray();
        var defaultProfile = ProfileOverlay.Apply(new PacingProfile(), _options.Default);
        foreach (var name in names.Where(name => OptionsOf(name).MergeInto is null))
        {
            var basis = ShippedProfiles.Find(name)?.Over(defaultProfile) ?? defaultProfile;
            _groups.Add(name, new DestinationGroup(name, ProfileOverlay.Apply(basis, OptionsOf(name))));
        }

        foreach (var name in names)
        {
            AddConfigured(name);
        }

        foreach (var shipped in ShippedProfiles.Groups)
        {
            AddShipped(shipped);
        }

        var aliases = names.Where(name => !_groups.ContainsKey(name)).ToDictionary(static name => name, OwnerOf);
        return new DestinationGroups(defaultProfile, [.. _groups.Values], aliases, _patterns);
    }

    private void AddConfigured(string name)
    {
        var options = OptionsOf(name);
        Add(ConfiguredDomains(name, options), OwnerOf(name), ofHosts: false, configured: true);
        Add(options.MxPatterns, OwnerOf(name), ofHosts: true, configured: true);
    }

    private void AddShipped(ShippedGroup shipped)
    {
        var options = OptionsOf(shipped.Name);
        var owner = OwnerOf(shipped.Name);
        if (options.Domains is null)
        {
            Add(shipped.Domains, options.MxPatterns is null ? TakenOverBy(shipped) ?? owner : owner, ofHosts: false, configured: false);
        }

        if (options.MxPatterns is null)
        {
            Add(shipped.MxPatterns, owner, ofHosts: true, configured: false);
        }
    }

    /// <summary>
    /// The group for which the host claimed the mail exchangers of a shipped one. The shipped domains are but a short cut to these mail exchangers, so they go along:
    /// otherwise the host's limits for Microsoft's hosts would hold for everything but hotmail.com.
    /// </summary>
    private DestinationGroup? TakenOverBy(ShippedGroup shipped)
    {
        foreach (var text in shipped.MxPatterns)
        {
            var pattern = Parse(text, ofHosts: true);
            var claim = _patterns.Where(p => p.OfHosts && p.Configured && p.Pattern.Covers(pattern)).MaxBy(static p => p.Pattern.Text.Length);
            if (claim is not null)
            {
                return claim.Group;
            }
        }

        return null;
    }

    private void Add(IReadOnlyList<string>? texts, DestinationGroup owner, bool ofHosts, bool configured)
    {
        foreach (var text in texts ?? [])
        {
            _patterns.Add(new GroupPattern(Parse(text, ofHosts), owner, ofHosts, configured));
        }
    }

    private DestinationGroupOptions OptionsOf(string name) => _options.Groups.TryGetValue(name, out var options) ? options : NotConfigured;

    private DestinationGroup OwnerOf(string name)
    {
        while (OptionsOf(name).MergeInto is { } target)
        {
            name = target;
        }

        return _groups[name];
    }

    private static HostPattern Parse(string text, bool ofHosts) =>
        HostPattern.TryParse(text, anyTopLevel: !ofHosts, out var pattern, out var reason)
            ? pattern
            : throw new InvalidOperationException($"The pattern '{text}' {reason}.");
}
