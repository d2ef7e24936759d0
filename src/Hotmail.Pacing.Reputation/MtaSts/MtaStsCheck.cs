using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Records;

namespace Hotmail.Pacing.Reputation.MtaSts;

/// <summary>Checks a domain's MTA-STS (RFC 8461): the record, the policy, and whether it names the domain's mail exchangers. Two questions to the DNS, and one fetch where there is a record.</summary>
public sealed class MtaStsCheck
{
    private const string Version = "STSv1";

    private static readonly TimeSpan ShortestAge = TimeSpan.FromDays(1);

    private readonly IDnsResolver _resolver;
    private readonly IMtaStsPolicySource _source;

    /// <summary>Checks, and fetches policies over HTTPS.</summary>
    /// <param name="resolver">Whom to ask.</param>
    public MtaStsCheck(IDnsResolver resolver)
        : this(resolver, new HttpsMtaStsPolicySource())
    {
    }

    /// <summary>Checks.</summary>
    /// <param name="resolver">Whom to ask.</param>
    /// <param name="source">Fetches the policy.</param>
    public MtaStsCheck(IDnsResolver resolver, IMtaStsPolicySource source)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(source);
        (_resolver, _source) = (resolver, source);
    }

    /// <summary>Checks a domain that receives mail. Whatever is served is in the report.</summary>
    /// <param name="domain">The domain; Unicode and a final dot are allowed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<MtaStsReport> CheckAsync(string domain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        if (DomainName.Normalize(domain, out var error) is not { } name)
        {
            return new MtaStsReport { Domain = domain, Issues = [MtaStsIssues.Unknown.On(domain, error!)] };
        }

        var lookup = await RecordLookup.AskAsync(_resolver, "_mta-sts." + name, Version, cancellationToken).ConfigureAwait(false);
        var issues = new List<ReputationIssue>(CheckRecord(name, lookup));
        if (lookup.Records.Count != 1)
        {
            return new MtaStsReport { Domain = name, Issues = issues };
        }

        MtaStsPolicy? policy = null;
        var response = await FetchAsync(name, cancellationToken).ConfigureAwait(false);
        if (response.Status == MtaStsResponseStatus.Found)
        {
            policy = MtaStsPolicy.Parse(response.Text);
            issues.AddRange(CheckPolicy(name, policy, response.MediaType));
            issues.AddRange(await CheckExchangersAsync(name, policy, cancellationToken).ConfigureAwait(false));
        }
        else
        {
            issues.Add((response.Status == MtaStsResponseStatus.Refused ? MtaStsIssues.PolicyMissing : MtaStsIssues.Unknown).On(name, response.Reason ?? "The policy could not be fetched."));
        }

        return new MtaStsReport { Domain = name, Record = lookup.Records[0], Policy = policy, Issues = [.. issues.OrderByDescending(static issue => issue.Severity)] };
    }

    private static IEnumerable<ReputationIssue> CheckRecord(string domain, RecordLookup lookup)
    {
        if (lookup.Failure is { } failure)
        {
            yield return MtaStsIssues.Unknown.On(domain, failure);
        }
        else if (lookup is { Records.Count: 0, NearMiss: { } near })
        {
            yield return MtaStsIssues.Syntax.On(domain, $"{lookup.Name} has the text: {near}", 0, "Begin the record with v=STSv1; in this spelling.");
        }
        else if (lookup.Records.Count == 0)
        {
            yield return MtaStsIssues.Missing.On(domain, $"{lookup.Name} has no record that says v=STSv1.");
        }
        else if (lookup.Records.Count > 1)
        {
            yield return MtaStsIssues.Several.On(domain, $"{lookup.Name} has {lookup.Records.Count} records: {string.Join(" | ", lookup.Records.Take(5))}");
        }
        else
        {
            foreach (var issue in CheckTags(domain, lookup.Records[0]))
            {
                yield return issue;
            }
        }
    }

    private static IEnumerable<ReputationIssue> CheckTags(string domain, string record)
    {
        var tags = TagList.Parse(record);
        foreach (var error in tags.Errors.Take(10))
        {
            yield return MtaStsIssues.Syntax.On(domain, $"{error.Reason} The record: {record}", error.Position);
        }

        if (tags.Find("id") is not { Value: { Length: > 0 and <= 32 } id } || id.Any(static c => !char.IsAsciiLetterOrDigit(c)))
        {
            yield return MtaStsIssues.Syntax.On(domain, $"The id is not 1 to 32 letters and digits. The record: {record}", tags.Find("id")?.ValuePosition);
        }
    }

    private static IEnumerable<ReputationIssue> CheckPolicy(string domain, MtaStsPolicy policy, string? mediaType)
    {
        foreach (var error in policy.Errors.Take(10))
        {
            yield return MtaStsIssues.PolicySyntax.On(domain, $"{error.Reason} The policy: {policy.Text}", error.Position, "Mend it: " + error.Reason);
        }

        if (!string.Equals(mediaType, "text/plain", StringComparison.OrdinalIgnoreCase))
        {
            yield return MtaStsIssues.MediaType.On(domain, $"It is served as {mediaType ?? "nothing in particular"}.");
        }

        if (policy.Mode is MtaStsMode.Testing or MtaStsMode.None)
        {
            yield return MtaStsIssues.NotEnforced.On(domain, $"The policy's mode is {(policy.Mode == MtaStsMode.None ? "none" : "testing")}.");
        }

        if (policy.MaxAge < ShortestAge)
        {
            yield return MtaStsIssues.ShortAge.On(domain, $"max_age is {policy.MaxAge.Value.TotalSeconds:0} seconds.");
        }
    }

    private async ValueTask<IReadOnlyList<ReputationIssue>> CheckExchangersAsync(string domain, MtaStsPolicy policy, CancellationToken cancellationToken)
    {
        if (policy.Errors.Count > 0 || policy.Mode is not (MtaStsMode.Enforce or MtaStsMode.Testing))
        {
            return [];
        }

        var answer = await _resolver.AskAsync(domain, DnsRecordKind.Mx, cancellationToken).ConfigureAwait(false);
        if (answer.Status == DnsAnswerStatus.Failed)
        {
            return [MtaStsIssues.Unknown.On(domain, $"No answer for the mail exchangers of {domain}. {answer.Reason}".TrimEnd())];
        }

        // Without mail exchangers mail goes to the domain itself; a null MX takes none.
        string[] hosts = answer.Names.Count == 0 ? [domain] : [.. answer.Names.Where(static host => host.Length > 0)];
        string[] uncovered = [.. hosts.Where(host => !policy.Matches(host)).Take(10)];
        return uncovered.Length == 0
            ? []
            : [(policy.Mode == MtaStsMode.Enforce ? MtaStsIssues.Uncovered : MtaStsIssues.UncoveredInTesting).On(
                domain,
                $"The policy names {string.Join(", ", policy.MxPatterns.Take(10))}, and not {string.Join(", ", uncovered)}.",
                null,
                $"Add to the policy {string.Join(" and ", uncovered.Select(static host => $"mx: {host}"))}, and change the id in the record.")];
    }

    private async ValueTask<MtaStsResponse> FetchAsync(string domain, CancellationToken cancellationToken)
    {
        try
        {
            return await _source.GetAsync(domain, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new MtaStsResponse { Status = MtaStsResponseStatus.Failed, Reason = $"The policy could not be fetched: {e.Message}" };
        }
    }
}
