using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Bimi;

/// <summary>What may be wrong with a domain's BIMI.</summary>
internal static class BimiIssues
{
    private const string Harmless = "It costs no trust, and Microsoft shows no such logos; Gmail, Yahoo and Apple do. ";

    public static readonly IssueDefinition Unknown = Define("bimi-unknown", IssueSeverity.Unknown, "The domain's BIMI could not be checked.", "The DNS did not answer.", "Check again later.");

    public static readonly IssueDefinition Missing = Define(
        "bimi-missing", IssueSeverity.Notice, "The domain has no BIMI record.", Harmless + "Without one there is no logo.", "If you want one shown, publish at default._bimi.<domain>: v=BIMI1; l=https://<logo>.svg; a=https://<certificate>.pem");

    public static readonly IssueDefinition Declined = Define("bimi-declined", IssueSeverity.Notice, "The domain says that it wants no logo shown.", Harmless, "Nothing needs doing, if that is what you want.");

    public static readonly IssueDefinition Several = Define("bimi-several-records", IssueSeverity.Notice, "The domain has more than one BIMI record.", Harmless + "With several none is shown.", "Remove all but one.");

    public static readonly IssueDefinition Syntax = Define("bimi-syntax", IssueSeverity.Notice, "The BIMI record is wrong.", Harmless + "With a mistake none is shown.", "Mend it: v=BIMI1; l=https://<logo>.svg; a=https://<certificate>.pem");

    public static readonly IssueDefinition Logo = Define(
        "bimi-logo", IssueSeverity.Notice, "The logo's address cannot be used.", Harmless + "The logo must be an SVG file that is served over https.", "Serve it over https, in SVG Tiny PS, with a name that ends in .svg.");

    public static readonly IssueDefinition Certificate = Define(
        "bimi-certificate", IssueSeverity.Notice, "There is no usable certificate for the logo.", Harmless + "Gmail and Apple show a logo only with a certificate for it.", "Get a mark certificate (VMC or CMC) and name it: a=https://<certificate>.pem");

    public static readonly IssueDefinition Policy = Define(
        "bimi-policy", IssueSeverity.Notice, "There is a BIMI record, but the domain's DMARC policy does not allow a logo.",
        Harmless + "No receiver shows it unless the policy is quarantine or reject, for all mail and for subdomains too.", "Make the DMARC policy p=quarantine or p=reject, without sp=none, t=y and a pct below 100.");

    public static readonly IReadOnlyList<IssueDefinition> All = [Missing, Declined, Several, Syntax, Logo, Certificate, Policy, Unknown];

    private static IssueDefinition Define(string code, IssueSeverity severity, string summary, string why, string fix) =>
        new() { Code = code, Area = IssueArea.Bimi, Severity = severity, Summary = summary, Why = why.TrimEnd(), Fix = fix };
}
