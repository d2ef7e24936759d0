using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Identity;

/// <summary>What may be wrong with the names of a sending address.</summary>
internal static class ReverseDnsIssues
{
    private const string AskTheProvider = "The provider of the address publishes it, most often after a request in its customer area.";

    public static readonly IssueDefinition Unknown = Define(
        "rdns-unknown",
        IssueSeverity.Unknown,
        "The address's names could not be checked.",
        "Receivers that cannot find them either put the mail off.",
        "Check again later; if it stays so, have the name servers of the reverse zone and of the name mended.");

    public static readonly IssueDefinition NotPublic = Define(
        "rdns-address-not-public",
        IssueSeverity.Unknown,
        "The address is not one that receivers see.",
        "Behind address translation receivers see another address, and judge that one.",
        "Check the public address from which the mail leaves.");

    public static readonly IssueDefinition Missing = Define(
        "rdns-missing",
        IssueSeverity.Error,
        "The address has no name (PTR record).",
        "Microsoft and Google ask for a valid reverse DNS of every sender; without it, mail is throttled or refused.",
        "Publish a PTR record that names the sending host. " + AskTheProvider);

    public static readonly IssueDefinition Unconfirmed = Define(
        "rdns-unconfirmed",
        IssueSeverity.Error,
        "No name of the address leads back to it.",
        "Anybody can give an address any name; receivers count only a name whose A or AAAA record is the address (RFC 8601 §3, iprev).",
        "Publish an A or AAAA record of the name with the address, or a PTR record with a name that has one.");

    public static readonly IssueDefinition NameUnconfirmed = Define(
        "rdns-name-unconfirmed",
        IssueSeverity.Warning,
        "One of the address's names does not lead back to it.",
        "A receiver may look at that name alone, and then the address has no valid name.",
        "Remove the PTR record with that name, or publish its A or AAAA record with the address.");

    public static readonly IssueDefinition Several = Define(
        "rdns-several-names",
        IssueSeverity.Notice,
        "The address has several names.",
        "The DNS gives them in any order, so that receivers see one name today and another tomorrow.",
        "Keep one PTR record: the name that the host gives in EHLO.");

    public static readonly IssueDefinition TooMany = Define(
        "rdns-too-many-names",
        IssueSeverity.Warning,
        "The address has more names than receivers look at.",
        "Receivers look at ten names at most (RFC 8601 §3 leaves them a limit); the right one may not be among them.",
        "Keep one PTR record: the name that the host gives in EHLO.");

    public static readonly IssueDefinition Generic = Define(
        "rdns-generic-name",
        IssueSeverity.Warning,
        "The address's name looks like one that a provider gives to every address.",
        "Receivers take such addresses for dial-up lines and infected machines; Microsoft's policies ask for no mail from dynamic addresses.",
        "Publish a PTR record with a name of your own domain, such as mail.example.com. " + AskTheProvider);

    public static IReadOnlyList<IssueDefinition> All { get; } = [Unknown, NotPublic, Missing, Unconfirmed, NameUnconfirmed, Several, TooMany, Generic];

    private static IssueDefinition Define(string code, IssueSeverity severity, string summary, string why, string fix) =>
        new() { Code = code, Area = IssueArea.ReverseDns, Severity = severity, Summary = summary, Why = why, Fix = fix };
}
