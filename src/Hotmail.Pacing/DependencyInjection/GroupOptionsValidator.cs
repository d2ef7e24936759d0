using System.Globalization;
using Hotmail.Pacing.Destinations;

namespace Hotmail.Pacing.DependencyInjection;

/// <summary>Checks the destination groups and the default.</summary>
internal sealed class GroupOptionsValidator(string section, PacingOptions options, ValidationFailures failures)
{
    // The end of the phase Expansion: beyond it the article says to stop and review.
    private const int ReviewAbove = 150;
    private const int MostConnections = 1000;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    private readonly Dictionary<(bool OfHosts, HostPattern Pattern), string> _claims = [];

    public void Check()
    {
        var defaultKey = $"{section}:Default";
        var builtIn = new PacingProfile();
        CheckLimits(defaultKey, options.Default, builtIn);
        if (options.Default.Domains is not null || options.Default.MxPatterns is not null || options.Default.MergeInto is not null)
        {
            failures.Add(defaultKey, "has Domains, MxPatterns or MergeInto; it is for the domains that belong to no group, so it can have none of them.");
        }

        var defaultProfile = ProfileOverlay.Apply(builtIn, options.Default);
        foreach (var (name, group) in options.Groups)
        {
            var key = $"{section}:Groups:{name}";
            if (group is null || string.IsNullOrWhiteSpace(name))
            {
                failures.Add(key, "is empty; a group needs a name and a section.");
                continue;
            }

            var basis = ShippedProfiles.Find(name)?.Over(defaultProfile) ?? defaultProfile;
            CheckLimits(key, group, basis);
            CheckPatterns(key, name, group);
            CheckMerge(key, name, group, basis);
        }
    }

    private void CheckLimits(string key, DestinationGroupOptions group, PacingProfile basis)
    {
        var profile = ProfileOverlay.Apply(basis, group);
        CheckConnections(key, group, profile);
        failures.CheckRange($"{key}:MaxMessagesPerConnection", group.MaxMessagesPerConnection, 1, 10_000);
        failures.CheckRange($"{key}:MaxRecipientsPerTransaction", group.MaxRecipientsPerTransaction, 1, 1000);
        failures.CheckRange($"{key}:QueueMaxAge", group.QueueMaxAge, Shortest, TimeSpan.FromDays(30));
        failures.CheckRange($"{key}:IdleTimeout", group.IdleTimeout, TimeSpan.Zero, LongestTimeout);
        failures.CheckDefined($"{key}:Tls", group.Tls);
        failures.CheckRange($"{key}:ConnectTimeout", group.ConnectTimeout, Shortest, LongestTimeout);
        failures.CheckRange($"{key}:GreetingTimeout", group.GreetingTimeout, Shortest, LongestTimeout);
        failures.CheckRange($"{key}:CommandTimeout", group.CommandTimeout, Shortest, LongestTimeout);
        failures.CheckRange($"{key}:DataTimeout", group.DataTimeout, Shortest, LongestTimeout);
        CheckRetry(key, group, profile);
        if (group.Control is { } control)
        {
            failures.AddRange(control.Validate($"{key}:Control"));
        }
    }

    private void CheckConnections(string key, DestinationGroupOptions group, PacingProfile profile)
    {
        var maxKey = $"{key}:MaxParallelConnections";
        if (group.MaxParallelConnections is > ReviewAbove and <= MostConnections && group.AllowOver150 != true)
        {
            failures.Add(maxKey, string.Create(CultureInfo.InvariantCulture,
                $"is {group.MaxParallelConnections}; it must be between 1 and {ReviewAbove}. More is for a person to decide after a review: then set {key}:AllowOver150 to true."));
        }
        else
        {
            failures.CheckRange(maxKey, group.MaxParallelConnections, 1, group.AllowOver150 == true ? MostConnections : ReviewAbove);
        }

        failures.CheckRange($"{key}:StartConnections", group.StartConnections, 1, Math.Max(1, profile.MaxParallelConnections), $" ({maxKey})");
    }

    private void CheckRetry(string key, DestinationGroupOptions group, PacingProfile profile)
    {
        var (minKey, maxKey) = ($"{key}:RetryJitterMin", $"{key}:RetryJitterMax");
        failures.CheckRange($"{key}:InitialRetryDelay", group.InitialRetryDelay, Shortest, LongestDelay);
        failures.CheckDefined($"{key}:RetryBackoff", group.RetryBackoff);
        failures.CheckRange($"{key}:RetryBackoffFactor", group.RetryBackoffFactor, 1, 100);
        failures.CheckRange($"{key}:MaxRetryDelay", group.MaxRetryDelay, profile.Retry.InitialRetryDelay, LongestDelay, $" (from {key}:InitialRetryDelay)");
        failures.CheckRange(minKey, group.RetryJitterMin, TimeSpan.Zero, profile.Retry.JitterMax, $" ({maxKey})");
        failures.CheckRange(maxKey, group.RetryJitterMax, profile.Retry.JitterMin, TimeSpan.FromDays(1), $" (from {minKey})");
    }

    private void CheckPatterns(string key, string name, DestinationGroupOptions group)
    {
        var domains = GroupCompiler.ConfiguredDomains(name, group);
        CheckPatterns(group.Domains is null ? key : $"{key}:Domains", domains, ofHosts: false);
        CheckPatterns($"{key}:MxPatterns", group.MxPatterns, ofHosts: true);
        if (ShippedProfiles.Find(name) is null && domains is not { Count: > 0 } && group.MxPatterns is not { Count: > 0 })
        {
            failures.Add(key, $"has neither Domains nor MxPatterns, so no mail belongs to it.{NearestName.Hint(name, ShippedProfiles.Groups.Select(static g => g.Name))}");
        }
    }

    private void CheckPatterns(string key, IReadOnlyList<string>? patterns, bool ofHosts)
    {
        for (var i = 0; i < patterns?.Count; i++)
        {
            var text = patterns[i];
            if (!HostPattern.TryParse(text, anyTopLevel: !ofHosts, out var pattern, out var reason))
            {
                var forms = ofHosts ? "mx.example.com or *.example.com" : "example.com, *.example.com or example.*";
                failures.Add($"{key}:{i}", $"is '{text}', which {reason}. It must have one of the forms {forms}.");
            }
            else if (!_claims.TryAdd((ofHosts, pattern), key) && _claims[(ofHosts, pattern)] != key)
            {
                failures.Add($"{key}:{i}", $"is '{text}', which {_claims[(ofHosts, pattern)]} has too; it can belong to one group only.");
            }
        }
    }

    private void CheckMerge(string key, string name, DestinationGroupOptions group, PacingProfile basis)
    {
        if (group.MergeInto is not { } target)
        {
            return;
        }

        var mergeKey = $"{key}:MergeInto";
        if (!Exists(target))
        {
            failures.Add(mergeKey, $"is '{target}', which is no group.{NearestName.Hint(target, GroupCompiler.Names(options))}");
        }
        else if (LeadsBack(name, target))
        {
            failures.Add(mergeKey, $"is '{target}', which leads back to {name}.");
        }

        if (ProfileOverlay.Apply(basis, group) != basis)
        {
            failures.Add(key, $"sets limits beside MergeInto, where they have no effect: those of {target} hold.");
        }
    }

    private bool Exists(string name) => options.Groups.ContainsKey(name) || ShippedProfiles.Find(name) is not null;

    private bool LeadsBack(string name, string target)
    {
        // A chain that does not come back to this group may run into a circle of others: each of those says so itself.
        for (var steps = 0; steps <= options.Groups.Count; steps++)
        {
            if (string.Equals(target, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            if (!options.Groups.TryGetValue(target, out var next) || next?.MergeInto is null)
            {
                return false;
            }

            target = next.MergeInto;
        }

        return false;
    }
}
