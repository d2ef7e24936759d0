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
    /// <summary>The domain of the From addresses, as it was given.</summary>
    public required string Domain { get; init; }

    /// <summary>When the check began.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>
    /// All that the reports below found, the worst first, each once; what could not be checked (<see cref="IssueSeverity.Unknown"/>) last. This is what a person should read: each says what was found,
    /// why it matters and what to do.
    /// </summary>
    public required IReadOnlyList<ReputationIssue> Issues { get; init; }

    /// <summary>What these issues leave of 100 points.</summary>
    public required ReputationScore Score { get; init; }

    /// <summary>The SPF record of the envelope domain.</summary>
    public required SpfLintReport Spf { get; init; }

    /// <summary>The DKIM keys of the selectors that were named, in their order; empty where none was named.</summary>
    public required IReadOnlyList<DkimSelectorReport> Selectors { get; init; }

    /// <summary>The DMARC policy of the From domain, and the record that it comes from.</summary>
    public required DmarcPolicyReport Dmarc { get; init; }

    /// <summary>The mail exchangers of the envelope domain: whether bounces can arrive.</summary>
    public required MailExchangerReport MailExchangers { get; init; }

    /// <summary>The mail exchangers of the From domain, whether replies can arrive; null where it is the envelope domain too.</summary>
    public MailExchangerReport? FromMailExchangers { get; init; }

    /// <summary>The MTA-STS policy of the envelope domain: whether mail to it is protected on its way.</summary>
    public required MtaStsReport MtaSts { get; init; }

    /// <summary>Where reports on failed TLS to the envelope domain go.</summary>
    public required TlsReportingReport TlsReporting { get; init; }

    /// <summary>The BIMI record of the domain.</summary>
    public required BimiReport Bimi { get; init; }

    /// <summary>The sending addresses that were named.</summary>
    public required IReadOnlyList<SendingAddressReport> Addresses { get; init; }

    /// <summary>
    /// The blocklists of domains, for each name that receivers ask of: the From domain first, then the envelope domain and the EHLO name where they are others. Without results where no list is
    /// configured.
    /// </summary>
    public required IReadOnlyList<BlocklistReport> Blocklists { get; init; }
}
