using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Checks;

/// <summary>What may be wrong with a domain's DMARC policy.</summary>
internal static class DmarcIssues
{
    public static readonly IssueDefinition Unknown = Define(
        "dmarc-unknown", IssueSeverity.Unknown, "The domain's DMARC policy could not be checked.",
        "The DNS did not answer. A receiver that gets no answer either may put the mail off.", "Check again later; if it stays so, look at the domain's name servers.");

    public static readonly IssueDefinition Missing = Define(
        "dmarc-missing", IssueSeverity.Critical, "No DMARC record applies to the domain.",
        "Microsoft refuses the mail of senders of more than 5,000 messages a day without one (550 5.7.515), Gmail and Yahoo ask for one too, and anybody can send in the domain's name.",
        "Publish a record at _dmarc.<domain>: v=DMARC1; p=none; rua=mailto:<address> to begin with, and a stricter policy when the reports show that all your mail passes.");

    public static readonly IssueDefinition Several = Define(
        "dmarc-several-records", IssueSeverity.Critical, "The domain has more than one DMARC record.",
        "Receivers then use none of them, as if the domain had no record.", "Remove all but one.");

    public static readonly IssueDefinition Unusable = Define(
        "dmarc-unusable", IssueSeverity.Critical, "The record has no valid policy and asks for no reports, so that receivers do not use it.",
        "It is as if the domain had no record, which Microsoft refuses from bulk senders (550 5.7.515).", "Give it a valid policy: p=none, p=quarantine or p=reject.");

    public static readonly IssueDefinition NoPolicy = Define(
        "dmarc-no-policy", IssueSeverity.Error, "The record has no valid policy; receivers take it as p=none, and some not at all.",
        "RFC 7489, by which many receivers still read, demands the tag p; a wrong sp or np makes the whole policy void.", "Give it a valid policy right after the version: v=DMARC1; p=quarantine; …");

    public static readonly IssueDefinition WrongVersion = Define(
        "dmarc-wrong-version", IssueSeverity.Notice, "A text looks like a DMARC record, but does not begin exactly with v=DMARC1.",
        "Receivers ignore it altogether; where there is no other record, they take the domain as having none.", "Begin it with v=DMARC1 in this spelling, without quotes, and a semicolon after it.");

    public static readonly IssueDefinition Misplaced = Define(
        "dmarc-misplaced", IssueSeverity.Notice, "A DMARC record stands at the domain itself, where no receiver looks.",
        "Receivers ask for _dmarc.<domain> only, so that this one protects nothing; where there is no other record, they take the domain as having none.", "Move it to the name _dmarc.<domain>.");

    public static readonly IssueDefinition Syntax = Define(
        "dmarc-syntax", IssueSeverity.Error, "The record holds what DMARC does not allow.",
        "Receivers pass over the mistake, each in its own way: what you meant is not what they do.", "Mend it.");

    public static readonly IssueDefinition PolicyNone = Define(
        "dmarc-policy-none", IssueSeverity.Warning, "The policy is none: receivers do nothing with mail that fails.",
        "It meets what Microsoft, Gmail and Yahoo ask of bulk senders at least, but protects nothing: forged mail in the domain's name costs it trust, and a BIMI logo is not shown.",
        "When the reports show that all your mail passes, publish p=quarantine, later p=reject.");

    public static readonly IssueDefinition WeakSubdomains = Define(
        "dmarc-weak-subdomains", IssueSeverity.Warning, "The policy for subdomains is weaker than the domain's own.",
        "Whoever forges mail takes a subdomain then, and the domain's name is still in it.", "Remove sp, or make it as strict as p.");

    public static readonly IssueDefinition WeakNonexistent = Define(
        "dmarc-weak-nonexistent", IssueSeverity.Warning, "The policy for subdomains that do not exist is weaker than that for those that do.",
        "Nobody sends from a domain that does not exist, except those who forge.", "Make np reject, or remove it.");

    public static readonly IssueDefinition Percentage = Define(
        "dmarc-percentage", IssueSeverity.Warning, "The policy is meant for a part of the mail only (pct).",
        "RFC 9989 has removed the tag: receivers that follow it apply the policy to all mail, the others to a part, and BIMI wants all.", "Remove pct; to try a policy out, add t=y.");

    public static readonly IssueDefinition RemovedTag = Define(
        "dmarc-removed-tag", IssueSeverity.Notice, "The record has a tag that RFC 9989 has removed.",
        "It does no harm, and less and less of anything else.", "Remove it.");

    public static readonly IssueDefinition UnknownTag = Define(
        "dmarc-unknown-tag", IssueSeverity.Notice, "The record has a tag that DMARC does not know.",
        "Receivers ignore it; where it is a misspelt tag, they do without that one.", "Correct its name, or remove it.");

    public static readonly IssueDefinition TagOrder = Define(
        "dmarc-tag-order", IssueSeverity.Notice, "The policy does not follow the version.",
        "RFC 9989 allows any order, RFC 7489 does not: an old receiver may not see the policy.", "Write v=DMARC1; p=… first.");

    public static readonly IssueDefinition NoReports = Define(
        "dmarc-no-reports", IssueSeverity.Warning, "The record asks for no aggregate reports.",
        "Without them you are blind: you do not see which of your own mail fails, nor who sends in your name, until Microsoft refuses it.", "Add rua=mailto:<address>, and read what comes.");

    public static readonly IssueDefinition ReportAddress = Define(
        "dmarc-report-address", IssueSeverity.Warning, "Reports are wanted at an address that is no mail address.",
        "Receivers need to know mailto: only, and ignore others.", "Use mailto:.");

    public static readonly IssueDefinition ManyReportAddresses = Define(
        "dmarc-many-report-addresses", IssueSeverity.Notice, "Aggregate reports are wanted at more than two addresses.",
        "A receiver need not send to more than two (RFC 7489 §6.2).", "Put the two that matter first, and let one of them hand the reports on.");

    public static readonly IssueDefinition ReportSize = Define(
        "dmarc-report-size", IssueSeverity.Notice, "An address limits the size of reports.",
        "RFC 9989 has receivers ignore it; one that does not may send nothing on busy days.", "Remove the exclamation mark and what follows.");

    public static readonly IssueDefinition Unauthorized = Define(
        "dmarc-report-unauthorized", IssueSeverity.Warning, "Reports are to go to another organisation, which does not say that it wants them.",
        "Receivers then send it nothing, and you are blind without knowing it.", "Have it publish a TXT record that says v=DMARC1 at <domain>._report._dmarc.<its domain>.");

    public static readonly IssueDefinition FailureReports = Define(
        "dmarc-failure-reports", IssueSeverity.Notice, "The record asks for reports of single failures (ruf).",
        "Hardly any large receiver sends them, Microsoft does not, and those that come hold personal data of recipients.", "Keep ruf only if you read them and may hold such data.");

    public static readonly IssueDefinition FailureOptions = Define(
        "dmarc-unused-failure-options", IssueSeverity.Notice, "The tag fo stands there without ruf.",
        "It says which failures to report, and means nothing where none are reported.", "Remove it, or add ruf.");

    public static readonly IssueDefinition Test = Define(
        "dmarc-test-mode", IssueSeverity.Warning, "The policy is only tried out (t=y).",
        "Receivers that follow RFC 9989 apply the next weaker one; the others apply it in full.", "Remove t=y when the reports show that all your mail passes.");

    public static readonly IssueDefinition Strict = Define(
        "dmarc-strict-alignment", IssueSeverity.Notice, "The record asks for strict alignment.",
        "Mail that is signed by, or bounces to, a subdomain then fails; most domains need relaxed alignment only.", "Make sure that each sender uses exactly the domain of the From field, or remove adkim=s and aspf=s.");

    public static readonly IssueDefinition PublicSuffix = Define(
        "dmarc-public-suffix", IssueSeverity.Error, "The record says that the domain is a public suffix (psd=y), but the public suffix list does not.",
        "Each subdomain then counts as an organisation of its own, so that its mail is no longer aligned with the domain.", "Remove psd=y.");

    public static readonly IssueDefinition Inherited = Define(
        "dmarc-inherited", IssueSeverity.Notice, "The domain has no record of its own; that of a domain above it applies.",
        "That is fine, as long as its policy for subdomains is what you want here.", "Nothing needs doing; publish a record at the domain itself for another policy or another address for reports.");

    public static readonly IssueDefinition OrganizationDiffers = Define(
        "dmarc-organizational-domain-differs", IssueSeverity.Notice, "The organisational domain is another one by RFC 9989 than by the public suffix list.",
        "Receivers go by one or the other while they change over, so that relaxed alignment, and the record that applies, may differ from one to the next.",
        "Let the From field, the envelope sender and the signatures have the same domain, with a record of its own; then it does not matter.");

    public static readonly IssueDefinition NoDomain = Define(
        "dmarc-no-domain", IssueSeverity.Critical, "This is no domain that can have a DMARC record.",
        "Mail from it cannot pass DMARC.", "Give the domain of the From field.");

    public static readonly IReadOnlyList<IssueDefinition> All =
    [
        Missing, Several, Unusable, NoPolicy, WrongVersion, Misplaced, Syntax, PolicyNone, WeakSubdomains, WeakNonexistent, Percentage, RemovedTag, UnknownTag, TagOrder, NoReports, ReportAddress,
        ManyReportAddresses, ReportSize, Unauthorized, FailureReports, FailureOptions, Test, Strict, PublicSuffix, Inherited, OrganizationDiffers, NoDomain, Unknown,
    ];

    private static IssueDefinition Define(string code, IssueSeverity severity, string summary, string why, string fix) =>
        new() { Code = code, Area = IssueArea.Dmarc, Severity = severity, Summary = summary, Why = why, Fix = fix };
}
