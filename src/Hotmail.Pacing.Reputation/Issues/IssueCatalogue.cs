using Hotmail.Pacing.Reputation.Bimi;
using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.BulkSender;
using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Reputation.Complaints;
using Hotmail.Pacing.Reputation.Dkim;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Checks;
using Hotmail.Pacing.Reputation.Dmarc.Sources;
using Hotmail.Pacing.Reputation.Identity;
using Hotmail.Pacing.Reputation.MtaSts;
using Hotmail.Pacing.Reputation.Spf.Lint;
using Hotmail.Pacing.Reputation.TlsReporting;

namespace Hotmail.Pacing.Reputation.Issues;

/// <summary>Every issue that a check may find. <c>ISSUES.md</c> beside the package's sources shows the same as a table.</summary>
public static class IssueCatalogue
{
    /// <summary>All of them, by area.</summary>
    public static IReadOnlyList<IssueDefinition> All { get; } =
    [
        .. SpfIssues.All,
        .. DkimIssues.All,
        .. DmarcIssues.All,
        .. ReverseDnsIssues.All,
        .. HeloIssues.All,
        .. MailExchangerIssues.All,
        .. MtaStsIssues.All,
        .. TlsReportingIssues.All,
        .. BimiIssues.All,
        .. BlocklistIssues.All,
        .. BulkSenderIssues.All,
        .. ReportIssues.All,
        .. ComplaintIssues.All,
        .. CheckIssues.All,
    ];

    /// <summary>The one of this code; null where there is none.</summary>
    /// <param name="code">Its code.</param>
    public static IssueDefinition? Find(string code) => All.FirstOrDefault(definition => definition.Code == code);
}
