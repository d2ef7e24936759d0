using Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Records;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Records;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Checks;

/// <summary>
/// Checks the DMARC policy of a domain that sends: the record, which one applies, and whether its reports can arrive. At most 110 questions to the DNS, most often 3 to 5, each once.
/// Safe for use by several threads at once.
/// </summary>
public sealed class DmarcPolicyCheck
{
    private readonly IDnsResolver _resolver;
    private readonly DmarcDiscovery _discovery;

    /// <summary>Checks by RFC 9989.</summary>
    /// <param name="resolver">Whom to ask.</param>
    public DmarcPolicyCheck(IDnsResolver resolver)
        : this(resolver, new DmarcDiscoveryOptions())
    {
    }

    /// <summary>Checks.</summary>
    /// <param name="resolver">Whom to ask.</param>
    /// <param name="options">By which standard, which is copied.</param>
    public DmarcPolicyCheck(IDnsResolver resolver, DmarcDiscoveryOptions options)
    {
        _discovery = new DmarcDiscovery(resolver, options);
        _resolver = resolver;
    }

    /// <summary>Checks a domain. Whatever the domain is and whatever the DNS says is in the report.</summary>
    /// <param name="domain">The domain of the From field; Unicode and a final dot are allowed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<DmarcPolicyReport> CheckAsync(string domain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var questions = new DmarcQuestions(_resolver, cancellationToken);
        var discovery = await _discovery.DiscoverAsync(domain, questions).ConfigureAwait(false);
        if (discovery.Error is { } error)
        {
            return new DmarcPolicyReport { Domain = discovery.Domain, Discovery = discovery, Issues = [DmarcIssues.NoDomain.On(discovery.Domain, error)] };
        }

        var issues = new List<ReputationIssue>(CheckLookups(discovery));
        if (discovery.RecordDomain != discovery.Domain)
        {
            issues.AddRange(await FindMisplacedAsync(discovery, questions).ConfigureAwait(false));
        }

        if (discovery.Record is { } record)
        {
            issues.AddRange(new PolicyRules(discovery, record).Check());
            issues.AddRange(await ReportDestinations.CheckAsync(_discovery, discovery, record, questions).ConfigureAwait(false));
        }

        return new DmarcPolicyReport { Domain = discovery.Domain, Discovery = discovery, Issues = [.. issues.OrderByDescending(static issue => issue.Severity)] };
    }

    /// <summary>What is wrong whatever the record says.</summary>
    private static IEnumerable<ReputationIssue> CheckLookups(DmarcDiscoveryResult discovery)
    {
        var own = discovery.Lookups[0];
        if (discovery.Failure is { } failure)
        {
            yield return DmarcIssues.Unknown.On(discovery.Domain, failure);
        }

        if (own.Status == DmarcLookupStatus.Several)
        {
            var records = string.Join(" | ", own.Texts.Where(DmarcPolicyRecord.IsDmarc).Take(5));
            yield return DmarcIssues.Several.On(own.Domain, $"{own.Name} has more than one record: {records}");
        }

        foreach (var text in own.Texts.Where(static text => TagList.IsNearVersion(text, DmarcPolicyRecord.Version)).Take(5))
        {
            yield return DmarcIssues.WrongVersion.On(own.Domain, $"{own.Name} has the text: {text}", 0);
        }

        if (discovery.Record is null && discovery.Failure is null && own.Status != DmarcLookupStatus.Several)
        {
            var stray = own.Texts.Count == 0 ? "" : $" What {own.Name} has is none: {string.Join(" | ", own.Texts.Take(5))}";
            yield return DmarcIssues.Missing.On(
                discovery.Domain,
                $"Neither {own.Name} nor a name above it has a DMARC record that applies.{stray}",
                null,
                $"Publish at {own.Name}: v=DMARC1; p=none; rua=mailto:dmarc-reports@{discovery.Domain} (and a stricter policy when the reports show that all your mail passes)");
        }

        if (discovery is { OrganizationalDomain: { } organization, SuffixListDomain: { } listed, Record: not null } && organization != listed)
        {
            yield return DmarcIssues.OrganizationDiffers.On(discovery.Domain, $"It is {organization} by the DMARC records, and {listed} by the public suffix list.");
        }
    }

    private static async ValueTask<IReadOnlyList<ReputationIssue>> FindMisplacedAsync(DmarcDiscoveryResult discovery, DmarcQuestions questions)
    {
        var answer = await questions.AskAsync(discovery.Domain, DnsRecordKind.Txt).ConfigureAwait(false);
        return answer.Texts.FirstOrDefault(DmarcPolicyRecord.IsDmarc) is { } text
            ? [DmarcIssues.Misplaced.On(discovery.Domain, $"{discovery.Domain} has the text: {text}", null, $"Move it to the name _dmarc.{discovery.Domain}.")]
            : [];
    }
}
