using Hotmail.Pacing.Reputation.Bimi;
using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.Dkim.Keys;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Checks;
using Hotmail.Pacing.Reputation.Identity;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.MtaSts;
using Hotmail.Pacing.Reputation.Spf.Lint;
using Hotmail.Pacing.Reputation.TlsReporting;

namespace Hotmail.Pacing.Reputation.Checks;

/// <summary>What <see cref="DomainCheck"/> found.</summary>
public sealed record DomainReport
{
    /// <summary>The domain.</summary>
    public required string Domain { get; init; }

    /// <summary>When the check began.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>What costs the domain trust, the worst first.</summary>
    public required IReadOnlyList<ReputationIssue> Issues { get; init; }

    /// <summary>The score of these issues.</summary>
    public required ReputationScore Score { get; init; }

    /// <summary>The SPF record of the envelope domain.</summary>
    public required SpfLintReport Spf { get; init; }

    /// <summary>The selectors that were named.</summary>
    public required IReadOnlyList<DkimSelectorReport> Selectors { get; init; }

    /// <summary>The DMARC policy.</summary>
    public required DmarcPolicyReport Dmarc { get; init; }

    /// <summary>The mail exchangers of the domain.</summary>
    public required MailExchangerReport MailExchangers { get; init; }

    /// <summary>The MTA-STS policy of the envelope domain: whether mail to it is protected on its way.</summary>
    public required MtaStsReport MtaSts { get; init; }

    /// <summary>Where reports on failed TLS to the envelope domain go.</summary>
    public required TlsReportingReport TlsReporting { get; init; }

    /// <summary>The BIMI record of the domain.</summary>
    public required BimiReport Bimi { get; init; }

    /// <summary>The sending addresses that were named.</summary>
    public required IReadOnlyList<SendingAddressReport> Addresses { get; init; }

    /// <summary>The blocklists of domains; without results where none is configured.</summary>
    public required BlocklistReport Blocklists { get; init; }
}
