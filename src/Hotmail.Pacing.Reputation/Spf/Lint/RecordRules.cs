using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Lint;

/// <summary>What is wrong with one record by itself. Pure.</summary>
internal static class RecordRules
{
    /// <summary>RFC 7208 §3.4: with it, the whole answer fits into 512 bytes.</summary>
    public const int LongestRecord = 450;

    // As much as IANA gives a registry at once.
    private const int WidestIPv4 = 8;

    private const int WidestIPv6 = 12;

    // Each is compared with all before it; a hostile record has tens of thousands.
    private const int MostCompared = 500;

    private const int LongestQuote = 1_000;

    private static readonly string[] Beginnings = ["include:", "ip4:", "ip6:", "exists:", "redirect="];

    private static readonly string[] Ends = ["-all", "~all", "?all", "+all"];

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

    /// <summary>The issues of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="domain">Whose it is.</param>
    /// <param name="isIncluded">Whether another record includes it, so that what it says of the rest does not matter.</param>
    public static IEnumerable<ReputationIssue> Check(SpfRecord record, string domain, bool isIncluded)
    {
        var place = new RecordPlace(domain, record.Text);
        IEnumerable<ReputationIssue> issues = CheckText(place, isIncluded);
        return record.IsValid
            ? issues.Concat(CheckReach(record, place)).Concat(CheckTerms([.. GetReachable(record)], place)).Concat(isIncluded ? [] : CheckDefault(record, place))
            : issues.Concat(record.Errors.Select(error => place.Issue(SpfIssues.SyntaxError, error.Reason, error.Position)));
    }

    /// <summary>A record's text for an issue's evidence; the beginning, where it is longer than any honest record.</summary>
    public static string Quote(string record) => record.Length <= LongestQuote ? $"\"{record}\"" : $"\"{record[..LongestQuote]}…\"";

    private static IEnumerable<ReputationIssue> CheckText(RecordPlace place, bool isIncluded)
    {
        if (!isIncluded && place.Record.Length > LongestRecord)
        {
            yield return place.Issue(SpfIssues.LongRecord, $"The record has {place.Record.Length} bytes.", null);
        }

        foreach (var (term, position) in Terms(place.Record))
        {
            if (FindSeam(term) is { } seam)
            {
                yield return place.Issue(SpfIssues.GluedTerms, $"\"{term}\" looks like \"{term[..seam]}\" and \"{term[seam..]}\".", position + seam);
            }
        }
    }

    private static IEnumerable<ReputationIssue> CheckReach(SpfRecord record, RecordPlace place)
    {
        if (record.Directives.FirstOrDefault(static directive => directive.Mechanism == SpfMechanism.All) is not { } all)
        {
            yield break;
        }

        foreach (var directive in record.Directives.SkipWhile(directive => directive != all).Skip(1))
        {
            yield return place.Issue(SpfIssues.UnreachableTerm, $"{directive} stands after {all}, which matches every client.", directive.Position);
        }

        if (record.Redirect is { } redirect)
        {
            yield return place.Issue(SpfIssues.UnreachableTerm, $"{redirect} is never followed, because {all} matches every client.", redirect.Position, "Remove one of the two.");
        }
    }

    private static IEnumerable<ReputationIssue> CheckTerms(List<SpfDirective> reachable, RecordPlace place)
    {
        for (var i = 0; i < reachable.Count; i++)
        {
            var directive = reachable[i];
            if (reachable.Take(Math.Min(i, MostCompared)).FirstOrDefault(earlier => Covers(earlier, directive)) is { } first)
            {
                yield return place.Issue(SpfIssues.DuplicateTerm, $"{directive} says nothing new after {first}.", directive.Position, $"Remove {directive}.");
            }

            if (directive.Qualifier == SpfQualifier.Pass && Narrowness(directive) is { } bits)
            {
                if (bits == 0)
                {
                    yield return place.Issue(SpfIssues.AllowsEverybody, $"{directive} lets every client pass.", directive.Position);
                }
                else if (directive.Mechanism != SpfMechanism.All)
                {
                    yield return place.Issue(SpfIssues.WideNetwork, $"{directive} lets a network of /{bits} pass.", directive.Position);
                }
            }

            if (directive.Mechanism == SpfMechanism.Ptr)
            {
                yield return place.Issue(SpfIssues.UsesPtr, $"{directive} is used.", directive.Position);
            }
        }
    }

    private static IEnumerable<ReputationIssue> CheckDefault(SpfRecord record, RecordPlace place)
    {
        if (record.Redirect is null && ReachesRedirect(record))
        {
            const string Found = "The record says nothing of the clients that no term matches; they are neutral.";
            yield return place.Issue(SpfIssues.NoDefault, Found, null, $"End the record with ~all: {Quote(place.Record.TrimEnd() + " ~all")}");
        }

        if (GetReachable(record).LastOrDefault() is { Mechanism: SpfMechanism.All, Qualifier: SpfQualifier.Neutral } all)
        {
            yield return place.Issue(SpfIssues.NeutralDefault, $"{all} makes the clients that no term matches neutral.", all.Position);
        }
    }

    /// <summary>How many bits of an address the term asks for, where they are few; null where they are not.</summary>
    private static int? Narrowness(SpfDirective directive)
    {
        var (is4, is6) = directive.Mechanism switch
        {
            SpfMechanism.Ip4 => (true, false),
            SpfMechanism.Ip6 => (false, true),
            SpfMechanism.A or SpfMechanism.Mx => (true, true),
            _ => (false, false),
        };
        return directive.Mechanism == SpfMechanism.All ? 0
            : is4 && directive.IPv4PrefixLength <= WidestIPv4 ? directive.IPv4PrefixLength
            : is6 && directive.IPv6PrefixLength <= WidestIPv6 ? directive.IPv6PrefixLength
            : null;
    }

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

    private static IEnumerable<(string Term, int Position)> Terms(string record)
    {
        for (var start = 0; start < record.Length;)
        {
            var end = record.IndexOf(' ', start);
            end = end < 0 ? record.Length : end;
            if (end > start)
            {
                yield return (record[start..end], start);
            }

            start = end + 1;
        }
    }

    /// <summary>Where a second term seems to begin within a term; null where none does.</summary>
    private static int? FindSeam(string term)
    {
        // The first character is a term's own; so is what follows its qualifier.
        var from = term.Length > 0 && "+-~?".Contains(term[0], StringComparison.Ordinal) ? 2 : 1;
        foreach (var beginning in Beginnings)
        {
            var at = term.Length > from ? term.IndexOf(beginning, from, StringComparison.OrdinalIgnoreCase) : -1;
            if (at > 0)
            {
                return at;
            }
        }

        return term.Length > from + Ends[0].Length && Ends.Any(end => term.EndsWith(end, StringComparison.OrdinalIgnoreCase)) ? term.Length - Ends[0].Length : null;
    }
}
