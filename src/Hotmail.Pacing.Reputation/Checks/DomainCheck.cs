using System.Net;
using System.Net.Sockets;
using Hotmail.Pacing.Reputation.Bimi;
using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.Checks.Guards;
using Hotmail.Pacing.Reputation.Dkim.Keys;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Checks;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Identity;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.MtaSts;
using Hotmail.Pacing.Reputation.Spf;
using Hotmail.Pacing.Reputation.Spf.Lint;
using Hotmail.Pacing.Reputation.Spf.Records;
using Hotmail.Pacing.Reputation.TlsReporting;

namespace Hotmail.Pacing.Reputation.Checks;

/// <summary>
/// Checks everything of a sending domain that the DNS shows: SPF, DKIM keys, DMARC, mail exchangers, MTA-STS, TLS reporting, BIMI, the sending addresses with their names, and
/// blocklists, where some are configured. Safe for use by several threads at once.
/// </summary>
public sealed class DomainCheck
{
    private readonly TimeProvider _time;
    private readonly CheckDeadline _deadline;
    private readonly SpfLinter _spf;
    private readonly SpfEvaluator _spfEvaluator;
    private readonly DkimSelectorCheck _dkim;
    private readonly DmarcPolicyCheck _dmarc;
    private readonly MailExchangerCheck _mailExchangers;
    private readonly ReverseDnsCheck _reverseDns;
    private readonly HeloCheck _helo;
    private readonly BlocklistChecker _blocklists;
    private readonly MtaStsCheck _mtaSts;
    private readonly TlsReportingCheck _tlsReporting;
    private readonly BimiCheck _bimi;

    /// <summary>Makes one.</summary>
    /// <param name="resolver">Whom to ask.</param>
    /// <param name="options">How, which is copied.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
    public DomainCheck(IDnsResolver resolver, SenderReputationOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.TimeLimit, TimeSpan.Zero);
        (_time, _deadline) = (time, new CheckDeadline(options.TimeLimit, time));
        var guarded = new GuardedResolver(resolver, _deadline);
        _spf = new SpfLinter(guarded);
        _spfEvaluator = new SpfEvaluator(guarded, options.Spf, time);
        _dkim = new DkimSelectorCheck(guarded);
        _dmarc = new DmarcPolicyCheck(guarded, options.Dmarc);
        _mailExchangers = new MailExchangerCheck(guarded);
        _reverseDns = new ReverseDnsCheck(guarded);
        _helo = new HeloCheck(guarded);
        _blocklists = new BlocklistChecker(guarded, options.Blocklists, time);
        _mtaSts = new MtaStsCheck(guarded, new GuardedPolicySource(options.MtaStsPolicies ?? new HttpsMtaStsPolicySource(), _deadline));
        _tlsReporting = new TlsReportingCheck(guarded);
        _bimi = new BimiCheck(guarded, options.Dmarc);
    }

    /// <summary>Checks a domain. Whatever the DNS says is in the report; what it does not answer is an issue of severity Unknown, and the score is not complete.</summary>
    /// <param name="request">The domain.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<DomainReport> CheckAsync(DomainCheckRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var limit = _deadline.Begin();
        var checkedAt = _time.GetUtcNow();
        var envelope = request.EnvelopeDomain ?? request.Domain;
        var spf = _spf.CheckAsync(envelope, cancellationToken).AsTask();
        var selectors = _dkim.CheckAllAsync(request.Domain, request.Selectors, cancellationToken).AsTask();
        var dmarc = _dmarc.CheckAsync(request.Domain, cancellationToken).AsTask();
        var mailExchangers = _mailExchangers.CheckAsync(envelope, cancellationToken).AsTask();
        var fromMailExchangers = HostName.AreSame(envelope, request.Domain) ? Task.FromResult<MailExchangerReport?>(null) : CheckFromAsync(request.Domain, cancellationToken);
        var blocklists = Task.WhenAll(ListedNames(request, envelope).Select(name => _blocklists.CheckDomainAsync(name, cancellationToken).AsTask()));
        var mtaSts = _mtaSts.CheckAsync(envelope, cancellationToken).AsTask();
        var tlsReporting = _tlsReporting.CheckAsync(envelope, cancellationToken).AsTask();
        var bimi = _bimi.CheckAsync(request.Domain, cancellationToken).AsTask();
        var addresses = Task.WhenAll(request.Addresses.Select(address => CheckAddressAsync(request, envelope, address, cancellationToken)));
        await Task.WhenAll(spf, selectors, dmarc, mailExchangers, fromMailExchangers, blocklists, mtaSts, tlsReporting, bimi, addresses).ConfigureAwait(false);
        var report = new DomainReport
        {
            Domain = request.Domain,
            CheckedAt = checkedAt,
            Issues = [],
            Score = ReputationScore.Of([]),
            Spf = await spf.ConfigureAwait(false),
            Selectors = await selectors.ConfigureAwait(false),
            Dmarc = await dmarc.ConfigureAwait(false),
            MailExchangers = await mailExchangers.ConfigureAwait(false),
            FromMailExchangers = await fromMailExchangers.ConfigureAwait(false),
            MtaSts = await mtaSts.ConfigureAwait(false),
            TlsReporting = await tlsReporting.ConfigureAwait(false),
            Bimi = await bimi.ConfigureAwait(false),
            Addresses = await addresses.ConfigureAwait(false),
            Blocklists = await blocklists.ConfigureAwait(false),
        };
        ReputationIssue[] issues = [.. FindIssues(report, request, envelope).DistinctBy(static issue => (issue.Code, issue.Subject, issue.Evidence)).OrderByDescending(static issue => issue.Severity)];
        return report with { Issues = issues, Score = ReputationScore.Of(issues) };
    }

    /// <summary>The names by which receivers ask lists: the domains of From and of the envelope, and the EHLO name.</summary>
    private static IEnumerable<string> ListedNames(DomainCheckRequest request, string envelope)
    {
        // An EHLO name that is none is the fault of the name, which its own check says.
        IEnumerable<string> helo = request.EhloName is { } name && name.Contains('.', StringComparison.Ordinal) && HostName.FindError(name, out _) is null && !IPAddress.TryParse(name, out _) ? [name] : [];
        return new[] { request.Domain, envelope }.Concat(helo).DistinctBy(static name => DomainName.ToAscii(name).ToUpperInvariant());
    }

    private async Task<MailExchangerReport?> CheckFromAsync(string domain, CancellationToken cancellationToken) => await _mailExchangers.CheckAsync(domain, cancellationToken).ConfigureAwait(false);

    private async Task<SendingAddressReport> CheckAddressAsync(DomainCheckRequest request, string envelope, IPAddress address, CancellationToken cancellationToken)
    {
        var reverseDns = await _reverseDns.CheckAsync(address, cancellationToken).ConfigureAwait(false);
        return new SendingAddressReport
        {
            Address = address,
            ReverseDns = reverseDns,
            Helo = request.EhloName is null ? null : await _helo.CheckAsync(request.EhloName, AddressScope.IsPublic(address) ? address : null, cancellationToken).ConfigureAwait(false),
            Spf = await _spfEvaluator.EvaluateAsync(
                new SpfRequest { ClientAddress = address, Helo = request.EhloName ?? (reverseDns.ConfirmedNames is [var name, ..] ? name : envelope), MailFrom = envelope }, cancellationToken).ConfigureAwait(false),
            Blocklists = await _blocklists.CheckAddressAsync(address, cancellationToken).ConfigureAwait(false),
        };
    }

    private static IEnumerable<ReputationIssue> FindIssues(DomainReport report, DomainCheckRequest request, string envelope)
    {
        IEnumerable<ReputationIssue> own = request.Selectors.Count == 0 ? [CheckIssues.NoSelectors.On(request.Domain, "No selector was named.")] : [];
        return own.Concat(report.Spf.Issues)
            .Concat(report.Selectors.SelectMany(static selector => selector.Issues))
            .Concat(report.Dmarc.Issues)
            .Concat(report.MailExchangers.Issues)
            .Concat(report.FromMailExchangers?.Issues ?? [])
            .Concat(report.Blocklists.SelectMany(static blocklists => blocklists.Issues))
            .Concat(report.MtaSts.Issues)
            .Concat(report.TlsReporting.Issues)
            .Concat(report.Bimi.Issues)
            .Concat(report.Addresses.SelectMany(address => FindIssues(report, address, envelope)));
    }

    private static IEnumerable<ReputationIssue> FindIssues(DomainReport report, SendingAddressReport address, string envelope)
    {
        if (!AddressScope.IsPublic(address.Address))
        {
            // No receiver sees it, so that nothing but that is known: not what SPF or a list would say.
            return address.ReverseDns.Issues.Concat(address.Helo?.Issues ?? []);
        }

        var subject = AddressScope.Normalise(address.Address).ToString();
        IEnumerable<ReputationIssue> spf = address.Spf.Verdict switch
        {
            SpfVerdict.Pass => [],
            SpfVerdict.TempError => [CheckIssues.AddressUnknown.On(subject, address.Spf.Reason)],

            // Where the record is at fault, the lint has said so, and the address is not.
            SpfVerdict.PermError or SpfVerdict.None when report.Spf.Issues.Any(static issue => issue.Severity >= IssueSeverity.Error) => [],
            var verdict => [CheckIssues.AddressNotAllowed.On(subject, $"SPF of {envelope} says {verdict} to {subject}: {address.Spf.Reason}", fix: FixOf(report, address, envelope))],
        };
        return spf.Concat(address.ReverseDns.Issues).Concat(address.Helo?.Issues ?? []).Concat(address.Blocklists.Issues);
    }

    private static string FixOf(DomainReport report, SendingAddressReport address, string envelope)
    {
        var client = AddressScope.Normalise(address.Address);
        var term = client.AddressFamily == AddressFamily.InterNetworkV6 ? $"ip6:{client}" : $"ip4:{client}";
        return address.Spf.Verdict == SpfVerdict.PermError ? $"Mend the record of {address.Spf.RecordDomain}, and look whether {envelope} has {term} in its own. {address.Spf.Reason}"
            : report.Spf.Record is { } record && SpfRecord.IsSpf(record) ? $"Publish at {envelope}: v=spf1 {term}{record["v=spf1".Length..]}"
            : $"Publish at {envelope}: v=spf1 {term} -all";
    }
}
