using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Dmarc.Sources;

/// <summary>The issues that aggregate reports show.</summary>
internal static class ReportIssues
{
    public static readonly IssueDefinition LowPassRate = Define(
        "reports-low-pass-rate",
        IssueSeverity.Error,
        "Too few of the messages in the domain's name pass DMARC.",
        "Outlook.com refuses mail of high-volume senders that fails it (550 5.7.515), Gmail and Yahoo limit or refuse it, and what fails counts against the domain.",
        "Go through the sources, the worst first: mend those that are yours. Then raise the policy, so that receivers refuse the rest.");

    public static readonly IssueDefinition MisalignedSpf = Define(
        "reports-misaligned-spf",
        IssueSeverity.Warning,
        "Messages fail DMARC although SPF passes: for a domain that is not aligned with the From header's.",
        "Authenticated mail is judged as if it were forged, and neither builds the domain's trust nor uses it.",
        "Have the service sign with DKIM as your domain, or use a return path below it.");

    public static readonly IssueDefinition MisalignedDkim = Define(
        "reports-misaligned-dkim",
        IssueSeverity.Warning,
        "Messages fail DMARC although a DKIM signature passes: of a domain that is not aligned with the From header's.",
        "Authenticated mail is judged as if it were forged, and neither builds the domain's trust nor uses it.",
        "Have the service sign with your domain as d=, with its key published below it.");

    public static readonly IssueDefinition UnverifiedSource = Define(
        "reports-unverified-source",
        IssueSeverity.Warning,
        "An unknown source sends in the domain's name, and its mail fails DMARC.",
        "It is a service of yours that was never set up, whose mail is thrown away, or somebody who forges you, whose mail costs the domain its trust.",
        "If it is yours: add its addresses to the SPF record, have it sign with DKIM as your domain, and name it as approved. If it is not: publish p=quarantine, then p=reject, so that receivers refuse it.");

    public static readonly IssueDefinition NoDkim = Define(
        "reports-no-dkim",
        IssueSeverity.Warning,
        "A source of yours does not sign with DKIM.",
        "Outlook.com asks high-volume senders for SPF and DKIM, both; and without a signature mail fails DMARC as soon as somebody forwards it.",
        "Switch its DKIM signing on, with your domain as d=, and publish the key.");

    public static readonly IssueDefinition NoSpf = Define(
        "reports-no-spf",
        IssueSeverity.Warning,
        "SPF does not pass for a source of yours.",
        "Outlook.com asks high-volume senders for SPF and DKIM, both; mail that passes one alone may be refused (550 5.7.515).",
        "Add its addresses to the SPF record of the domain of its return path.");

    public static readonly IssueDefinition Forwarder = Define(
        "reports-forwarder",
        IssueSeverity.Notice,
        "A source passes the domain's mail on.",
        "Recipients have their mail forwarded. It passes by its DKIM signature alone, so that changes to a message's headers or body on the way would make it fail.",
        "Nothing, as long as everything is signed. If it is a service of yours, add its addresses to the SPF record.");

    public static IReadOnlyList<IssueDefinition> All { get; } = [LowPassRate, MisalignedSpf, MisalignedDkim, UnverifiedSource, NoDkim, NoSpf, Forwarder];

    private static IssueDefinition Define(string code, IssueSeverity severity, string summary, string why, string fix) =>
        new() { Code = code, Area = IssueArea.Reports, Severity = severity, Summary = summary, Why = why, Fix = fix };
}
