using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.MtaSts;

/// <summary>What may be wrong with a domain's MTA-STS.</summary>
internal static class MtaStsIssues
{
    private const string Inbound = "It concerns mail to the domain, replies and bounces among it, and costs a sender next to no trust; ";

    public static readonly IssueDefinition Unknown = Define(
        "mta-sts-unknown", IssueSeverity.Unknown, "The domain's MTA-STS could not be checked.", "The DNS or the web server did not answer.", "Check again later.");

    public static readonly IssueDefinition Missing = Define(
        "mta-sts-missing", IssueSeverity.Notice, "The domain has no MTA-STS.",
        Inbound + "without it, mail to the domain can be read on its way.",
        "Serve a policy at https://mta-sts.<domain>/.well-known/mta-sts.txt, and publish at _mta-sts.<domain>: v=STSv1; id=1");

    public static readonly IssueDefinition Several = Define(
        "mta-sts-several-records", IssueSeverity.Warning, "The domain has more than one MTA-STS record.", Inbound + "senders take it as having none.", "Remove all but one.");

    public static readonly IssueDefinition Syntax = Define(
        "mta-sts-syntax", IssueSeverity.Warning, "The MTA-STS record is wrong.", Inbound + "senders take the domain as having none, or do not notice a new policy.",
        "Publish v=STSv1; id= and 1 to 32 letters and digits, others for each change of the policy.");

    public static readonly IssueDefinition PolicyMissing = Define(
        "mta-sts-policy-missing", IssueSeverity.Warning, "There is a record, but the policy is not served as it must be.",
        Inbound + "senders that know no earlier policy do without; those that do may refuse to deliver when your hosts change.",
        "Serve it at https://mta-sts.<domain>/.well-known/mta-sts.txt with status 200, without a redirect, and with a valid certificate.");

    public static readonly IssueDefinition PolicySyntax = Define(
        "mta-sts-policy-syntax", IssueSeverity.Warning, "The policy is wrong.", Inbound + "senders use nothing of a policy with a mistake.", "Mend it.");

    public static readonly IssueDefinition MediaType = Define(
        "mta-sts-media-type", IssueSeverity.Notice, "The policy is not served as text/plain.", Inbound + "some senders do not take it otherwise.", "Serve it with Content-Type: text/plain.");

    public static readonly IssueDefinition NotEnforced = Define(
        "mta-sts-not-enforced", IssueSeverity.Notice, "The policy enforces nothing.", Inbound + "a policy in mode testing or none protects nothing.", "Make it mode: enforce when TLS reports show no failures.");

    public static readonly IssueDefinition ShortAge = Define(
        "mta-sts-short-age", IssueSeverity.Notice, "Senders may go by the policy for less than a day.", Inbound + "whoever can hold up the policy for so long can hold up the protection.", "Make max_age some weeks: max_age: 2592000");

    public static readonly IssueDefinition Uncovered = Define(
        "mta-sts-mx-uncovered", IssueSeverity.Error, "The policy is enforced, and leaves out a mail exchanger of the domain.",
        "Gmail, Microsoft and others then do not deliver to that host: replies, bounces and complaints do not reach you, and a domain that takes no bounces loses trust.",
        "Name each mail exchanger in the policy with mx, and change the id in the record.");

    public static readonly IssueDefinition UncoveredInTesting = Define(
        "mta-sts-mx-uncovered-in-testing", IssueSeverity.Warning, "The policy leaves out a mail exchanger of the domain.", Inbound + "enforced, it would keep mail from that host.",
        "Name each mail exchanger in the policy with mx, and change the id in the record.");

    public static readonly IReadOnlyList<IssueDefinition> All =
        [Missing, Several, Syntax, PolicyMissing, PolicySyntax, MediaType, NotEnforced, ShortAge, Uncovered, UncoveredInTesting, Unknown];

    private static IssueDefinition Define(string code, IssueSeverity severity, string summary, string why, string fix) =>
        new() { Code = code, Area = IssueArea.MtaSts, Severity = severity, Summary = summary, Why = why, Fix = fix };
}
