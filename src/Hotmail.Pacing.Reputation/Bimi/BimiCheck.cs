using Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Records;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Records;

namespace Hotmail.Pacing.Reputation.Bimi;

/// <summary>Checks a domain's BIMI record (default selector), and whether its DMARC policy allows a logo. The logo and its certificate are not fetched. At most 10 questions to the DNS.</summary>
public sealed class BimiCheck
{
    private const string Version = "BIMI1";

    private readonly IDnsResolver _resolver;
    private readonly DmarcDiscovery _discovery;

    /// <summary>Checks, and finds the DMARC policy by RFC 9989.</summary>
    /// <param name="resolver">Whom to ask.</param>
    public BimiCheck(IDnsResolver resolver)
        : this(resolver, new DmarcDiscoveryOptions())
    {
    }

    /// <summary>Checks.</summary>
    /// <param name="resolver">Whom to ask.</param>
    /// <param name="options">How the DMARC policy is found, which is copied.</param>
    public BimiCheck(IDnsResolver resolver, DmarcDiscoveryOptions options)
    {
        _discovery = new DmarcDiscovery(resolver, options);
        _resolver = resolver;
    }

    /// <summary>Checks a domain that sends. Whatever the DNS says is in the report.</summary>
    /// <param name="domain">The domain of the From field; Unicode and a final dot are allowed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<BimiReport> CheckAsync(string domain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var discovery = await _discovery.DiscoverAsync(domain, cancellationToken).ConfigureAwait(false);
        var name = discovery.Domain;
        if (discovery.Error is { } error)
        {
            return new BimiReport { Domain = name, Issues = [BimiIssues.Unknown.On(name, error)] };
        }

        var lookup = await AskAsync(name, cancellationToken).ConfigureAwait(false);
        if (lookup is { Records.Count: 0, Failure: null, NearMiss: null } && discovery.OrganizationalDomain is { } organization && organization != name)
        {
            lookup = await AskAsync(organization, cancellationToken).ConfigureAwait(false);
        }

        var issue = lookup.Failure is { } failure ? BimiIssues.Unknown.On(name, failure)
            : lookup.Records.Count > 1 ? BimiIssues.Several.On(name, $"{lookup.Name} has {lookup.Records.Count} records: {string.Join(" | ", lookup.Records.Take(5))}")
            : lookup.Records.Count == 1 ? null
            : lookup.NearMiss is { } near ? BimiIssues.Syntax.On(name, $"{lookup.Name} has the text: {near}", 0, "Begin the record with v=BIMI1; in this spelling.")
            : discovery is { OrganizationalDomain: null, Failure: { } walk } ? BimiIssues.Unknown.On(name, $"{lookup.Name} has no record, and whether that of another domain applies is not known. {walk}")
            : BimiIssues.Missing.On(name, $"{lookup.Name} has no record that says v=BIMI1.");
        return issue is null ? CheckRecord(discovery, lookup.Records[0]) : new BimiReport { Domain = name, Issues = [issue] };
    }

    private ValueTask<RecordLookup> AskAsync(string domain, CancellationToken cancellationToken) => RecordLookup.AskAsync(_resolver, "default._bimi." + domain, Version, cancellationToken);

    private static BimiReport CheckRecord(DmarcDiscoveryResult discovery, string record)
    {
        var tags = TagList.Parse(record);
        var (logo, certificate) = (tags.Find("l"), tags.Find("a"));
        var issues = tags.Errors.Take(10).Select(error => BimiIssues.Syntax.On(discovery.Domain, $"{error.Reason} The record: {record}", error.Position)).ToList();
        var isDeclined = logo is { Value: "" } && certificate is null or { Value: "" };
        if (isDeclined)
        {
            issues.Add(BimiIssues.Declined.On(discovery.Domain, $"l and a are empty. The record: {record}"));
        }
        else
        {
            issues.AddRange(CheckFiles(discovery.Domain, record, logo, certificate));
            issues.AddRange(CheckPolicy(discovery));
        }

        return new BimiReport
        {
            Domain = discovery.Domain,
            Record = record,
            Logo = logo is { Value.Length: > 0 } ? logo.Value.Value : null,
            Certificate = certificate is { Value.Length: > 0 } ? certificate.Value.Value : null,
            Issues = [.. issues.OrderByDescending(static issue => issue.Severity)],
        };
    }

    private static IEnumerable<ReputationIssue> CheckFiles(string domain, string record, Tag? logo, Tag? certificate)
    {
        if (logo is not { } image || !IsHttps(image.Value, out var path) || !path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
        {
            yield return BimiIssues.Logo.On(domain, $"l is {(logo is null ? "missing" : $"\"{logo.Value.Value}\", and no https address of an .svg file")}. The record: {record}", logo?.ValuePosition);
        }

        if (certificate is not { Value.Length: > 0 } file)
        {
            yield return BimiIssues.Certificate.On(domain, $"a is missing. The record: {record}");
        }
        else if (!IsHttps(file.Value, out _))
        {
            yield return BimiIssues.Certificate.On(domain, $"a is \"{file.Value}\", and no https address. The record: {record}", file.ValuePosition);
        }
    }

    private static IEnumerable<ReputationIssue> CheckPolicy(DmarcDiscoveryResult discovery)
    {
        if (discovery.IsRecordUnknown)
        {
            yield return BimiIssues.Unknown.On(discovery.Domain, discovery.Failure!);
            yield break;
        }

        if (discovery.Record is not { HasValidPolicy: true } record)
        {
            yield return BimiIssues.Policy.On(discovery.Domain, discovery.Record is null ? "No DMARC record applies." : $"The DMARC record has no valid policy: {discovery.Record.Text}");
            yield break;
        }

        var tag = record.Policy == DmarcPolicy.None ? "p=none" : record.SubdomainPolicy == DmarcPolicy.None ? "sp=none" : record.IsTest ? "t=y" : record.Percentage is < 100 and var percentage ? $"pct={percentage}" : null;
        if (tag is not null)
        {
            yield return BimiIssues.Policy.On(discovery.Domain, $"The DMARC record of {discovery.RecordDomain} has {tag}: {record.Text}");
        }
    }

    private static bool IsHttps(string text, out string path)
    {
        var isHttps = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Host.Length > 0;
        path = isHttps ? uri!.AbsolutePath : "";
        return isHttps;
    }
}
