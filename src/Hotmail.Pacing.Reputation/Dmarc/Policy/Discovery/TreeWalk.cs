using Hotmail.Pacing.Reputation.Dmarc.Policy.Records;
using Hotmail.Pacing.Reputation.Domains;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;

/// <summary>The rules of the tree walk (RFC 9989 §4.10). Pure.</summary>
internal static class TreeWalk
{
    public const int MostQuestions = 8;

    /// <summary>The domains to ask for, the longest first: the domain, and those above it, of which at most 7 labels remain.</summary>
    public static IEnumerable<string> GetDomains(string domain)
    {
        yield return domain;
        var next = DomainName.Parent(domain);
        while (next is not null)
        {
            if (DomainName.CountLabels(next) < MostQuestions)
            {
                yield return next;
            }

            next = DomainName.Parent(next);
        }
    }

    /// <summary>Whether the walk ends here: the record says whether the domain is a public suffix.</summary>
    public static bool EndsAt(DmarcLookup lookup) => lookup.Record is { PublicSuffix: not DmarcPublicSuffix.Unsaid };

    /// <summary>The organisational domain (RFC 9989 §4.10.2). Null where a question of the walk has no answer.</summary>
    public static string? ChooseOrganization(string domain, IReadOnlyList<DmarcLookup> lookups)
    {
        string? shortest = null;
        foreach (var lookup in lookups)
        {
            if (lookup.Status == DmarcLookupStatus.Failed)
            {
                return null;
            }

            if (lookup.Record is not { } record)
            {
                continue;
            }

            if (record.PublicSuffix == DmarcPublicSuffix.No)
            {
                return lookup.Domain;
            }

            if (record.PublicSuffix == DmarcPublicSuffix.Yes && lookup.Domain != domain)
            {
                return OneLabelBelow(domain, lookup.Domain);
            }

            shortest = lookup.Domain;
        }

        return shortest ?? domain;
    }

    /// <summary>The record that applies (RFC 9989 §4.10.1): the domain's own, its organisational domain's, its public suffix's.</summary>
    public static DmarcLookup? ChooseRecord(string domain, string? organization, IReadOnlyList<DmarcLookup> lookups)
    {
        var own = lookups.FirstOrDefault(lookup => lookup.Domain == domain && lookup.Record is not null);
        return own is not null || organization is null ? own
            : lookups.FirstOrDefault(lookup => lookup.Domain == organization && lookup.Record is not null)
            ?? lookups.FirstOrDefault(static lookup => lookup.Record is { PublicSuffix: DmarcPublicSuffix.Yes });
    }

    private static string OneLabelBelow(string domain, string suffix)
    {
        var dot = domain.LastIndexOf('.', domain.Length - suffix.Length - 2);
        return domain[(dot + 1)..];
    }
}
