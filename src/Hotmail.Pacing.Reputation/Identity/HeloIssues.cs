using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Identity;

/// <summary>What may be wrong with the name that a sender gives in EHLO.</summary>
internal static class HeloIssues
{
    private const string UseTheName = "Set the EHLO name of the egress source to the host's full name, such as mail.example.com, the same as its PTR record.";

    public static readonly IssueDefinition Unknown = Define(
        "helo-unknown",
        IssueSeverity.Unknown,
        "The EHLO name could not be checked.",
        "Receivers that cannot find the name either may put the mail off.",
        "Check again later; if it stays so, have the domain's name servers mended.");

    public static readonly IssueDefinition BareAddress = Define(
        "helo-bare-address",
        IssueSeverity.Error,
        "The EHLO name is an address without brackets.",
        "RFC 5321 §4.1.1.1 asks for a name, or an address in brackets; receivers refuse what is neither.",
        UseTheName);

    public static readonly IssueDefinition AddressLiteral = Define(
        "helo-address-literal",
        IssueSeverity.Warning,
        "The EHLO name is an address in brackets.",
        "RFC 5321 §4.1.4 allows it for hosts without a name; receivers know it from infected machines, and there is no SPF for it.",
        UseTheName);

    public static readonly IssueDefinition InvalidName = Define(
        "helo-invalid-name",
        IssueSeverity.Error,
        "The EHLO name is no host name.",
        "RFC 5321 §4.1.2 allows letters, digits, hyphens and dots; receivers answer anything else with 501 or 504.",
        UseTheName);

    public static readonly IssueDefinition NotQualified = Define(
        "helo-not-qualified",
        IssueSeverity.Error,
        "The EHLO name is not a full name.",
        "RFC 5321 §2.3.5 asks for a fully qualified name; many receivers refuse a single word.",
        UseTheName);

    public static readonly IssueDefinition LocalName = Define(
        "helo-local-name",
        IssueSeverity.Error,
        "The EHLO name means something only in the sender's own network.",
        "Receivers cannot find such a name; many refuse it, and it tells of a host that nobody set up.",
        UseTheName);

    public static readonly IssueDefinition Unresolved = Define(
        "helo-unresolved",
        IssueSeverity.Error,
        "The EHLO name has no address.",
        "RFC 5321 §2.3.5 asks for a name that has one. Receivers score or refuse a name that does not exist.",
        "Publish an A or AAAA record of the name with the sending address.");

    public static readonly IssueDefinition AddressMismatch = Define(
        "helo-address-mismatch",
        IssueSeverity.Warning,
        "The EHLO name does not lead to the sending address.",
        "RFC 5321 §4.1.4 lets receivers check it. They may not refuse the mail for this alone, but they count it.",
        "Publish an A or AAAA record of the name with the sending address, or use the name that has one.");

    public static readonly IssueDefinition DiffersFromPtr = Define(
        "helo-differs-from-ptr",
        IssueSeverity.Notice,
        "The EHLO name is not the name of the sending address.",
        "Where both are the same, receivers can be sure who the host is.",
        "Use the name of the PTR record in EHLO, or have the PTR record changed.");

    public static readonly IssueDefinition NoSpf = Define(
        "helo-no-spf",
        IssueSeverity.Notice,
        "The EHLO name has no SPF record of its own.",
        "Bounces have no sender; receivers then check the EHLO name (RFC 7208 §2.3, §2.4), and with a record nobody else can use the name.",
        "Publish a TXT record v=spf1 a -all at the name.");

    public static IReadOnlyList<IssueDefinition> All { get; } =
        [Unknown, BareAddress, AddressLiteral, InvalidName, NotQualified, LocalName, Unresolved, AddressMismatch, DiffersFromPtr, NoSpf];

    private static IssueDefinition Define(string code, IssueSeverity severity, string summary, string why, string fix) =>
        new() { Code = code, Area = IssueArea.Helo, Severity = severity, Summary = summary, Why = why, Fix = fix };
}
