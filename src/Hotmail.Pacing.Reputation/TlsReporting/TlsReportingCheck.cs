using Hotmail.Pacing.Reputation.Dmarc.Policy.Records;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Records;

namespace Hotmail.Pacing.Reputation.TlsReporting;

/// <summary>Checks where a domain wants reports of TLS failures (RFC 8460 §3). One question to the DNS.</summary>
public sealed class TlsReportingCheck
{
    private const string Version = "TLSRPTv1";

    private readonly IDnsResolver _resolver;

    /// <summary>Checks.</summary>
    /// <param name="resolver">Whom to ask.</param>
    public TlsReportingCheck(IDnsResolver resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        _resolver = resolver;
    }

    /// <summary>Checks a domain that receives mail. Whatever the DNS says is in the report.</summary>
    /// <param name="domain">The domain; Unicode and a final dot are allowed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<TlsReportingReport> CheckAsync(string domain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        if (DomainName.Normalize(domain, out var error) is not { } name)
        {
            return new TlsReportingReport { Domain = domain, Issues = [TlsReportingIssues.Unknown.On(domain, error!)] };
        }

        var lookup = await RecordLookup.AskAsync(_resolver, "_smtp._tls." + name, Version, cancellationToken).ConfigureAwait(false);
        var issue = lookup.Failure is { } failure ? TlsReportingIssues.Unknown.On(name, failure)
            : lookup.Records.Count > 1 ? TlsReportingIssues.Several.On(name, $"{lookup.Name} has {lookup.Records.Count} records: {string.Join(" | ", lookup.Records.Take(5))}")
            : lookup.Records.Count == 1 ? null
            : lookup.NearMiss is { } near ? TlsReportingIssues.Syntax.On(name, $"{lookup.Name} has the text: {near}", 0, "Begin the record with v=TLSRPTv1; in this spelling.")
            : TlsReportingIssues.Missing.On(name, $"{lookup.Name} has no record that says v=TLSRPTv1.", null, $"Publish at {lookup.Name}: v=TLSRPTv1; rua=mailto:tls-reports@{name}");
        return issue is null ? CheckRecord(name, lookup.Records[0]) : new TlsReportingReport { Domain = name, Issues = [issue] };
    }

    private static TlsReportingReport CheckRecord(string domain, string record)
    {
        var tags = TagList.Parse(record);
        var errors = new List<RecordRemark>(tags.Errors);
        var addresses = tags.Find("rua") is { } rua ? ReportAddressReader.Read(rua, errors) : [];
        if (tags.Find("rua") is null)
        {
            errors.Add(new RecordRemark("There is no rua.", record.Length));
        }

        var issues = errors.Take(10).Select(error => TlsReportingIssues.Syntax.On(domain, $"{error.Reason} The record: {record}", error.Position))
            .Concat(addresses
                .Where(static address => address.Mailbox is null && !address.Text.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
                .Select(address => TlsReportingIssues.Address.On(domain, $"{address.Text} is neither mailto: nor https:. The record: {record}", address.Position)));
        return new TlsReportingReport { Domain = domain, Record = record, Addresses = [.. addresses.Select(static address => address.Text)], Issues = [.. issues] };
    }
}
