using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Spf.Evaluation;

namespace Hotmail.Pacing.Reputation.Spf.Lint;

/// <summary>Says what a domain's SPF costs and what is wrong with it, without any client. Safe for use by several threads at once.</summary>
public sealed class SpfLinter
{
    private const int VoidLimit = 2;

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
        var name = SenderAddress.ToAscii(domain);
        if (SenderAddress.FindError(name) is { } error)
        {
            var issue = new SpfIssue { Kind = SpfIssueKind.NoRecord, Severity = SpfIssueSeverity.Error, Domain = name, Reason = error, Fix = "Give the name of a domain." };
            return new SpfLintReport { Domain = name, Issues = [issue] };
        }

        var walk = new LintWalk(_resolver, cancellationToken);
        var tree = await walk.WalkAsync(name).ConfigureAwait(false);
        var report = new SpfLintReport { Domain = name, Record = walk.Record, Tree = tree, VoidLookups = walk.VoidLookups };

        // What is found once more behind a repeated include is the same issue.
        var issues = walk.Issues.Concat(FindExcess(report)).DistinctBy(static issue => (issue.Kind, issue.Domain, issue.Position));
        return report with { Issues = [.. issues.OrderByDescending(static issue => issue.Severity)] };
    }

    private static IEnumerable<SpfIssue> FindExcess(SpfLintReport report)
    {
        if (report.Lookups > LookupCount.Limit)
        {
            var dearest = report.Tree.MaxBy(static lookup => lookup.Cost)!;
            yield return new SpfIssue
            {
                Kind = SpfIssueKind.TooManyLookups,
                Severity = SpfIssueSeverity.Error,
                Domain = report.Domain,
                Reason = $"The record needs {report.Lookups} lookups; after {LookupCount.Limit} receivers give up with a permanent error.",
                Fix = $"Remove senders that are not used any more, or give some a subdomain of their own. The dearest term is {dearest.Term}, with {dearest.Cost}.",
            };
        }

        if (report.VoidLookups > VoidLimit)
        {
            yield return new SpfIssue
            {
                Kind = SpfIssueKind.TooManyVoidLookups,
                Severity = SpfIssueSeverity.Error,
                Domain = report.Domain,
                Reason = $"{report.VoidLookups} lookups find nothing; after {VoidLimit} receivers give up with a permanent error.",
                Fix = "Remove the terms whose names do not exist any more.",
            };
        }
    }
}
