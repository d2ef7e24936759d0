using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Spf.Evaluation;
using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Lint;

/// <summary>Says what a domain's SPF costs and what is wrong with it, without any client. Safe for use by several threads at once.</summary>
public sealed class SpfLinter
{
    private const int VoidLimit = 2;

    private const int ManyLookups = 8;

    private readonly IDnsResolver _resolver;

    /// <summary>Makes one.</summary>
    /// <param name="resolver">Whom to ask.</param>
    public SpfLinter(IDnsResolver resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        _resolver = resolver;
    }

    /// <summary>Checks a domain. Whatever the DNS says is in the report.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<SpfLintReport> CheckAsync(string domain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var name = DomainName.ToAscii(domain);
        if (SenderAddress.FindError(name) is { } error)
        {
            return new SpfLintReport { Domain = name, Issues = [SpfIssues.NoRecord.On(name, error, fix: "Give the name of a domain.")] };
        }

        var walk = new LintWalk(_resolver, cancellationToken);
        var tree = await walk.WalkAsync(name).ConfigureAwait(false);
        var report = new SpfLintReport { Domain = name, Record = walk.Record, Tree = tree, VoidLookups = walk.VoidLookups };

        // What is found once more behind a repeated include is the same issue.
        var issues = walk.Issues.Concat(FindExcess(report)).DistinctBy(static issue => (issue.Code, issue.Subject, issue.Position)).ToList();
        if (issues.FindIndex(static issue => issue.Definition == SpfIssues.NoRecord) is >= 0 and var missing
            && await FindElsewhereAsync(walk, name).ConfigureAwait(false) is { } fix)
        {
            issues[missing] = issues[missing] with { Fix = fix };
        }

        return report with { Issues = [.. issues.OrderByDescending(static issue => issue.Severity)] };
    }

    /// <summary>Says what to do where the record stands at a name that receivers do not ask for; the last is a zone file's name without its final dot.</summary>
    private static async ValueTask<string?> FindElsewhereAsync(LintWalk walk, string domain)
    {
        foreach (var name in new[] { $"_spf.{domain}", $"spf.{domain}", $"{domain}.{domain}" })
        {
            if (DomainName.CanBeAsked(name) && (await walk.AskAsync(name, DnsRecordKind.Txt).ConfigureAwait(false)).Texts.FirstOrDefault(SpfRecord.IsSpf) is { } text)
            {
                return $"Publish at {domain} what is published at {name}, where no receiver looks: {RecordRules.Quote(text)}";
            }
        }

        return null;
    }

    private static IEnumerable<ReputationIssue> FindExcess(SpfLintReport report)
    {
        var place = new RecordPlace(report.Domain, report.Record ?? "");
        if (report.Lookups >= ManyLookups)
        {
            var dearest = report.Tree.MaxBy(static lookup => lookup.Cost)!;
            var definition = report.Lookups > LookupCount.Limit ? SpfIssues.TooManyLookups : SpfIssues.ManyLookups;
            yield return place.Issue(
                definition,
                $"The record needs {report.Lookups} lookups; after {LookupCount.Limit} receivers give up.",
                null,
                $"{definition.Fix} The dearest term is {dearest.Term}, with {dearest.Cost}.");
        }

        if (report.VoidLookups > VoidLimit)
        {
            yield return place.Issue(SpfIssues.TooManyVoidLookups, $"{report.VoidLookups} lookups find nothing; after {VoidLimit} receivers give up.", null);
        }
    }
}
