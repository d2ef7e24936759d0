using System.Net;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Spf.Evaluation;
using Hotmail.Pacing.Reputation.Spf.Macros;
using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Lint;

/// <summary>Goes through a domain's record and all that it leads to, for one report.</summary>
internal sealed class LintWalk(IDnsResolver resolver, CancellationToken cancellationToken)
{
    // A record that leads to more is hopeless anyway; a hostile one may lead to millions.
    private const int MostTerms = 100;

    private static readonly SpfSubject Nobody = new()
    {
        Client = IPAddress.Any,
        Helo = "",
        LocalPart = "",
        SenderDomain = "",
        ReceivingHost = "",
        Time = DateTimeOffset.UnixEpoch,
    };

    private readonly Stack<string> _path = new();
    private readonly HashSet<string> _visited = new(StringComparer.OrdinalIgnoreCase);
    private int _terms;
    private int _repeats;

    public List<SpfIssue> Issues { get; } = [];

    /// <summary>The first record.</summary>
    public string? Record { get; private set; }

    public int VoidLookups { get; private set; }

    /// <summary>Walks a domain that is checked, not included.</summary>
    public ValueTask<IReadOnlyList<SpfLookup>> WalkAsync(string domain) => WalkAsync(domain, isIncluded: false);

    private async ValueTask<IReadOnlyList<SpfLookup>> WalkAsync(string domain, bool isIncluded)
    {
        var answer = await AskAsync(domain, DnsRecordKind.Txt).ConfigureAwait(false);
        if (SpfRecordChoice.Choose(answer, domain, SpfRecord.Parse, out var record) is { } unusable)
        {
            Record ??= unusable.Record?.Text;
            Issues.AddRange(ToIssues(unusable, domain));
            return [];
        }

        Record ??= record.Text;
        if (_visited.Add(domain))
        {
            Issues.AddRange(RecordRules.Check(record, domain, isIncluded));
        }

        _path.Push(domain);
        var lookups = new List<SpfLookup>();
        foreach (var directive in RecordRules.GetReachable(record))
        {
            if (directive.CostsLookup && _terms < MostTerms)
            {
                lookups.Add(await WalkTermAsync(directive, domain).ConfigureAwait(false));
            }
        }

        if (record.Redirect is { } redirect && RecordRules.ReachesRedirect(record) && _terms < MostTerms)
        {
            _terms++;
            var target = Expand(redirect.Macros, domain);
            var lookup = new SpfLookup { Domain = domain, Term = redirect.ToString(), Position = redirect.Position, Target = target };
            lookups.Add(lookup with { Below = await FollowAsync(lookup, isIncluded).ConfigureAwait(false) });
        }

        _path.Pop();
        return lookups;
    }

    private async ValueTask<SpfLookup> WalkTermAsync(SpfDirective directive, string domain)
    {
        _terms++;
        var target = directive.Target is null ? domain : Expand(directive.Target, domain);
        var lookup = new SpfLookup { Domain = domain, Term = directive.Text, Position = directive.Position, Target = directive.Mechanism == SpfMechanism.Ptr ? null : target };
        if (lookup.Target is null || !DomainSpec.CanBeAsked(lookup.Target))
        {
            return lookup;
        }

        if (directive.Mechanism == SpfMechanism.Include)
        {
            return lookup with { Below = await FollowAsync(lookup, isIncluded: true).ConfigureAwait(false) };
        }

        var kind = directive.Mechanism == SpfMechanism.Mx ? DnsRecordKind.Mx : DnsRecordKind.A;
        var answer = await AskAsync(lookup.Target, kind).ConfigureAwait(false);
        if (answer.IsVoid && directive.Mechanism == SpfMechanism.A)
        {
            answer = await AskAsync(lookup.Target, DnsRecordKind.Aaaa).ConfigureAwait(false);
        }

        if (answer.Status == DnsAnswerStatus.Failed)
        {
            Issues.Add(RecordRules.Issue(SpfIssueKind.DnsFailure, SpfIssueSeverity.Warning, domain, directive, $"No answer for {lookup.Target}. {answer.Reason}".TrimEnd(), "Try again later."));
        }
        else if (answer.IsVoid)
        {
            VoidLookups++;
            Issues.Add(RecordRules.Issue(SpfIssueKind.VoidLookup, SpfIssueSeverity.Warning, domain, directive, $"{directive} finds nothing.", "Remove it."));
        }
        else if (answer.Names.Count > LookupCount.Limit)
        {
            Issues.Add(RecordRules.Issue(
                SpfIssueKind.TooManyMailExchangers,
                SpfIssueSeverity.Error,
                domain,
                directive,
                $"{lookup.Target} has {answer.Names.Count} mail exchangers; after {LookupCount.Limit} receivers give up with a permanent error.",
                "Name the addresses with ip4 and ip6."));
        }

        return lookup with { IsVoid = answer.IsVoid };
    }

    /// <summary>Walks what an include or a redirect leads to.</summary>
    private async ValueTask<IReadOnlyList<SpfLookup>> FollowAsync(SpfLookup lookup, bool isIncluded)
    {
        if (lookup.Target is not { } target || !DomainSpec.CanBeAsked(target))
        {
            return [];
        }

        if (_path.Contains(target, StringComparer.OrdinalIgnoreCase))
        {
            Issues.Add(Issue(SpfIssueKind.Loop, SpfIssueSeverity.Error, lookup, $"{lookup.Term} leads back to {target}.", "Remove it."));
            return [];
        }

        if (!_visited.Contains(target))
        {
            return await WalkAsync(target, isIncluded).ConfigureAwait(false);
        }

        // What a repeated record leads to is repeated too; that goes without saying.
        if (_repeats == 0)
        {
            Issues.Add(Issue(SpfIssueKind.DuplicateTerm, SpfIssueSeverity.Warning, lookup, $"{target} is led to more than once, and costs its lookups each time.", "Remove all but one."));
        }

        _repeats++;
        var below = await WalkAsync(target, isIncluded).ConfigureAwait(false);
        _repeats--;
        return below;
    }

    private async ValueTask<DnsAnswer> AskAsync(string name, DnsRecordKind kind)
    {
        try
        {
            return await resolver.ResolveAsync(name, kind, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return DnsAnswer.Failed($"{name} could not be asked for: {e.Message}");
        }
    }

    /// <summary>The name, where no client is needed to know it.</summary>
    private static string? Expand(MacroString macros, string domain) =>
        macros.NeedsClient ? null : DomainSpec.ToName(macros.Expand(new MacroValues(Nobody, domain, null)));

    private static IEnumerable<SpfIssue> ToIssues(SpfOutcome unusable, string domain)
    {
        if (unusable.Record is { } record)
        {
            return record.Errors.Select(error => new SpfIssue
            {
                Kind = SpfIssueKind.SyntaxError,
                Severity = SpfIssueSeverity.Error,
                Domain = domain,
                Position = error.Position,
                Reason = error.Reason,
                Fix = "Mend it: with any mistake receivers use nothing of the record.",
            });
        }

        var (kind, fix) = unusable.Verdict switch
        {
            SpfVerdict.None => (SpfIssueKind.NoRecord, "Publish a record, or remove the term that leads here."),
            SpfVerdict.PermError => (SpfIssueKind.SeveralRecords, "Make them one."),
            _ => (SpfIssueKind.DnsFailure, "Try again later."),
        };
        var severity = kind == SpfIssueKind.DnsFailure ? SpfIssueSeverity.Warning : SpfIssueSeverity.Error;
        return [new SpfIssue { Kind = kind, Severity = severity, Domain = domain, Reason = unusable.Reason, Fix = fix }];
    }

    private static SpfIssue Issue(SpfIssueKind kind, SpfIssueSeverity severity, SpfLookup lookup, string reason, string fix) => new()
    {
        Kind = kind,
        Severity = severity,
        Domain = lookup.Domain,
        Term = lookup.Term,
        Position = lookup.Position,
        Reason = reason,
        Fix = fix,
    };
}
