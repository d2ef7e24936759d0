using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Spf.Evaluation;
using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Lint;

/// <summary>Goes through a domain's record and all that it leads to, for one report.</summary>
internal sealed class LintWalk(IDnsResolver resolver, CancellationToken cancellationToken)
{
    // A record that leads to more is hopeless anyway; a hostile one may lead to millions.
    private const int MostTerms = 100;

    private const int MostIssues = 200;

    private readonly Stack<string> _path = new();
    private readonly HashSet<string> _visited = new(StringComparer.OrdinalIgnoreCase);
    private int _terms;
    private int _repeats;

    public List<ReputationIssue> Issues { get; } = [];

    /// <summary>The first record.</summary>
    public string? Record { get; private set; }

    public int VoidLookups { get; private set; }

    /// <summary>Walks a domain that is checked, not included.</summary>
    public ValueTask<IReadOnlyList<SpfLookup>> WalkAsync(string domain) => WalkAsync(domain, isIncluded: false, from: null);

    private async ValueTask<IReadOnlyList<SpfLookup>> WalkAsync(string domain, bool isIncluded, (SpfLookup Term, RecordPlace Place)? from)
    {
        var answer = await AskAsync(domain, DnsRecordKind.Txt).ConfigureAwait(false);
        if (SpfRecordChoice.Choose(answer, domain, SpfRecord.Parse, out var record) is { } unusable)
        {
            Record ??= unusable.Record?.Text;
            Add(unusable.Record is { } broken ? RecordRules.Check(broken, domain, isIncluded) : [Unusable(unusable, answer, domain, from)]);
            return [];
        }

        Record ??= record.Text;
        if (_visited.Add(domain))
        {
            Add(RecordRules.Check(record, domain, isIncluded));
        }

        var place = new RecordPlace(domain, record.Text);
        _path.Push(domain);
        var lookups = new List<SpfLookup>();
        foreach (var directive in RecordRules.GetReachable(record))
        {
            if (directive.CostsLookup && _terms < MostTerms)
            {
                lookups.Add(await WalkTermAsync(directive, place).ConfigureAwait(false));
            }
        }

        if (record.Redirect is { } redirect && RecordRules.ReachesRedirect(record) && _terms < MostTerms)
        {
            _terms++;
            var target = redirect.Macros.ToName(domain);
            var lookup = new SpfLookup { Domain = domain, Term = redirect.ToString(), Position = redirect.Position, Target = target };
            lookups.Add(lookup with { Below = await FollowAsync(lookup, place, isIncluded).ConfigureAwait(false) });
        }

        _path.Pop();
        return lookups;
    }

    private async ValueTask<SpfLookup> WalkTermAsync(SpfDirective directive, RecordPlace place)
    {
        _terms++;
        var domain = place.Domain;
        var target = directive.Target is null ? domain : directive.Target.ToName(domain);
        var lookup = new SpfLookup { Domain = domain, Term = directive.Text, Position = directive.Position, Target = directive.Mechanism == SpfMechanism.Ptr ? null : target };
        if (lookup.Target is null || !DomainName.CanBeAsked(lookup.Target))
        {
            return lookup;
        }

        if (directive.Mechanism == SpfMechanism.Include)
        {
            return lookup with { Below = await FollowAsync(lookup, place, isIncluded: true).ConfigureAwait(false) };
        }

        var kind = directive.Mechanism == SpfMechanism.Mx ? DnsRecordKind.Mx : DnsRecordKind.A;
        var answer = await AskAsync(lookup.Target, kind).ConfigureAwait(false);
        if (answer.IsVoid && directive.Mechanism == SpfMechanism.A)
        {
            answer = await AskAsync(lookup.Target, DnsRecordKind.Aaaa).ConfigureAwait(false);
        }

        if (answer.Status == DnsAnswerStatus.Failed)
        {
            Add([place.Issue(SpfIssues.DnsFailure, $"At {directive}: no answer for {lookup.Target}. {answer.Reason}".TrimEnd(), directive.Position)]);
        }
        else if (answer.IsVoid)
        {
            VoidLookups++;
            Add([place.Issue(SpfIssues.VoidLookup, $"{directive} finds nothing.", directive.Position, $"Remove {directive}, or mend its name.")]);
        }
        else if (answer.Names.Count > LookupCount.Limit)
        {
            var found = $"{lookup.Target} of {directive} has {answer.Names.Count} mail exchangers; after {LookupCount.Limit} receivers give up.";
            Add([place.Issue(SpfIssues.TooManyMailExchangers, found, directive.Position)]);
        }

        return lookup with { IsVoid = answer.IsVoid };
    }

    /// <summary>Walks what an include or a redirect leads to.</summary>
    private async ValueTask<IReadOnlyList<SpfLookup>> FollowAsync(SpfLookup lookup, RecordPlace place, bool isIncluded)
    {
        if (lookup.Target is not { } target || !DomainName.CanBeAsked(target))
        {
            return [];
        }

        if (_path.Contains(target, StringComparer.OrdinalIgnoreCase))
        {
            Add([place.Issue(SpfIssues.Loop, $"{lookup.Term} leads back to {target}.", lookup.Position, $"Remove {lookup.Term}.")]);
            return [];
        }

        if (!_visited.Contains(target))
        {
            return await WalkAsync(target, isIncluded, (lookup, place)).ConfigureAwait(false);
        }

        // What a repeated record leads to is repeated too; that goes without saying.
        if (_repeats == 0)
        {
            Add([place.Issue(SpfIssues.DuplicateTerm, $"{lookup.Term} leads to {target} once more, and costs its lookups again.", lookup.Position)]);
        }

        _repeats++;
        var below = await WalkAsync(target, isIncluded, (lookup, place)).ConfigureAwait(false);
        _repeats--;
        return below;
    }

    /// <summary>Asks.</summary>
    public ValueTask<DnsAnswer> AskAsync(string name, DnsRecordKind kind) => resolver.AskAsync(name, kind, cancellationToken);

    private void Add(IEnumerable<ReputationIssue> issues) => Issues.AddRange(issues.Take(MostIssues - Issues.Count));

    /// <summary>Why there is no record to walk.</summary>
    private static ReputationIssue Unusable(SpfOutcome unusable, DnsAnswer answer, string domain, (SpfLookup Term, RecordPlace Place)? from) => unusable.Verdict switch
    {
        SpfVerdict.TempError => SpfIssues.DnsFailure.On(domain, unusable.Reason),
        SpfVerdict.PermError => SpfIssues.SeveralRecords.On(domain, $"{unusable.Reason} {string.Join(" and ", answer.Texts.Where(SpfRecord.IsSpf).Take(10).Select(RecordRules.Quote))}"),
        _ when from is var (term, place) => place.Issue(SpfIssues.DeadInclude, $"{term.Term} leads to nothing: {unusable.Reason}", term.Position),
        _ when answer.Texts.FirstOrDefault(IsMeantAsSpf) is { } meant =>
            SpfIssues.NoRecord.On(domain, $"{unusable.Reason} This does not begin with v=spf1 and a space: {RecordRules.Quote(meant)}"),
        _ => SpfIssues.NoRecord.On(domain, unusable.Reason),
    };

    private static bool IsMeantAsSpf(string text) => text.AsSpan(0, Math.Min(text.Length, 20)).Contains("spf", StringComparison.OrdinalIgnoreCase);
}
