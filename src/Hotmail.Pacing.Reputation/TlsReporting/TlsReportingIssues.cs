using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.TlsReporting;

/// <summary>What may be wrong with a domain's TLS reporting.</summary>
internal static class TlsReportingIssues
{
    private const string Harmless = "It costs a sender no trust: the reports are about mail to the domain, replies and bounces among it; ";

    public static readonly IssueDefinition Unknown = Define("tls-rpt-unknown", IssueSeverity.Unknown, "The domain's TLS reporting could not be checked.", "The DNS did not answer.", "Check again later.");

    public static readonly IssueDefinition Missing = Define(
        "tls-rpt-missing", IssueSeverity.Notice, "The domain asks for no reports of TLS failures.", Harmless + "without them nobody tells you when it cannot arrive.",
        "Publish at _smtp._tls.<domain>: v=TLSRPTv1; rua=mailto:<address>");

    public static readonly IssueDefinition Several = Define("tls-rpt-several-records", IssueSeverity.Notice, "The domain has more than one TLS reporting record.", Harmless + "senders take it as having none.", "Remove all but one.");

    public static readonly IssueDefinition Syntax = Define("tls-rpt-syntax", IssueSeverity.Notice, "The TLS reporting record is wrong.", Harmless + "with a mistake they may not come.", "Mend it: v=TLSRPTv1; rua=mailto:<address>");

    public static readonly IssueDefinition Address = Define("tls-rpt-address", IssueSeverity.Notice, "TLS reports are wanted at an address that senders do not know how to use.", Harmless + "senders know mailto: and https: only.", "Use mailto: or https:.");

    public static readonly IReadOnlyList<IssueDefinition> All = [Missing, Several, Syntax, Address, Unknown];

    private static IssueDefinition Define(string code, IssueSeverity severity, string summary, string why, string fix) =>
        new() { Code = code, Area = IssueArea.TlsReporting, Severity = severity, Summary = summary, Why = why, Fix = fix };
}
