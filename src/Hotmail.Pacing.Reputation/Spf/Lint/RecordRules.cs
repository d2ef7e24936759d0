using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Lint;

/// <summary>What is wrong with one record by itself. Pure.</summary>
internal static class RecordRules
{
    /// <summary>The terms that can be reached: those up to <c>all</c>.</summary>
    public static IEnumerable<SpfDirective> GetReachable(SpfRecord record)
    {
        foreach (var directive in record.Directives)
        {
            yield return directive;
            if (directive.Mechanism == SpfMechanism.All)
            {
                yield break;
            }
        }
    }

    /// <summary>Whether the redirect can be reached: there is no <c>all</c>.</summary>
    public static bool ReachesRedirect(SpfRecord record) => !record.Directives.Any(static directive => directive.Mechanism == SpfMechanism.All);

    /// <summary>The issues of a record without mistakes.</summary>
    /// <param name="record">The record.</param>
    /// <param name="domain">Whose it is.</param>
    /// <param name="isIncluded">Whether another record includes it, so that what it says of the rest does not matter.</param>
    public static IEnumerable<SpfIssue> Check(SpfRecord record, string domain, bool isIncluded)
    {
        var reachable = GetReachable(record).ToList();
        foreach (var directive in record.Directives.Skip(reachable.Count))
        {
            yield return Issue(
                SpfIssueKind.UnreachableTerm, SpfIssueSeverity.Warning, domain, directive, $"{directive} stands after {reachable[^1]}, which matches every client.", "Remove it, or put it before.");
        }

        if (record.Redirect is { } redirect && !ReachesRedirect(record))
        {
            yield return new SpfIssue
            {
                Kind = SpfIssueKind.UnreachableTerm,
                Severity = SpfIssueSeverity.Warning,
                Domain = domain,
                Term = redirect.ToString(),
                Position = redirect.Position,
                Reason = $"{redirect} is never followed, because {reachable[^1]} matches every client.",
                Fix = "Remove one of the two.",
            };
        }

        for (var i = 0; i < reachable.Count; i++)
        {
            var directive = reachable[i];
            if (reachable.Take(i).FirstOrDefault(earlier => Covers(earlier, directive)) is { } first)
            {
                yield return Issue(SpfIssueKind.DuplicateTerm, SpfIssueSeverity.Warning, domain, directive, $"{directive} says nothing new after {first}.", "Remove it.");
            }

            if (directive.Qualifier == SpfQualifier.Pass && MatchesEverybody(directive))
            {
                yield return Issue(SpfIssueKind.AllowsEverybody, SpfIssueSeverity.Error, domain, directive, $"{directive} lets every client pass.", "End the record with ~all or -all.");
            }

            if (directive.Mechanism == SpfMechanism.Ptr)
            {
                yield return Issue(
                    SpfIssueKind.UsesPtr, SpfIssueSeverity.Warning, domain, directive, "ptr is slow and unreliable; RFC 7208 says not to use it, and some receivers ignore it.", "Name the addresses with ip4, ip6, a or mx.");
            }
        }

        if (!isIncluded && record.Redirect is null && ReachesRedirect(record))
        {
            yield return new SpfIssue
            {
                Kind = SpfIssueKind.NoDefault,
                Severity = SpfIssueSeverity.Notice,
                Domain = domain,
                Reason = "The record says nothing of the clients that no term matches; they are neutral.",
                Fix = "End the record with ~all or -all.",
            };
        }
    }

    /// <summary>An issue of one directive.</summary>
    public static SpfIssue Issue(SpfIssueKind kind, SpfIssueSeverity severity, string domain, SpfDirective directive, string reason, string fix) => new()
    {
        Kind = kind,
        Severity = severity,
        Domain = domain,
        Term = directive.Text,
        Position = directive.Position,
        Reason = reason,
        Fix = fix,
    };

    private static bool MatchesEverybody(SpfDirective directive) => directive.Mechanism switch
    {
        SpfMechanism.All => true,
        SpfMechanism.Ip4 => directive.IPv4PrefixLength == 0,
        SpfMechanism.Ip6 => directive.IPv6PrefixLength == 0,
        _ => false,
    };

    /// <summary>Whether each client that the later term matches is matched by the earlier one already.</summary>
    private static bool Covers(SpfDirective earlier, SpfDirective later)
    {
        if (earlier.Mechanism != later.Mechanism || earlier.IPv4PrefixLength > later.IPv4PrefixLength || earlier.IPv6PrefixLength > later.IPv6PrefixLength)
        {
            return false;
        }

        return earlier.Address is null
            ? string.Equals(earlier.Domain, later.Domain, StringComparison.OrdinalIgnoreCase)
            : Networks.Match(later.Address!, earlier.Address, earlier.Mechanism == SpfMechanism.Ip4 ? earlier.IPv4PrefixLength : earlier.IPv6PrefixLength);
    }
}
