using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Identity;

/// <summary>What may be wrong with the mail exchangers of a domain that sends.</summary>
internal static class MailExchangerIssues
{
    private const string WhyReachable = "Receivers ask whether a sender can be answered: mail from a domain that takes none is scored or refused, and bounces are lost, so that dead addresses stay on the list.";

    public static readonly IssueDefinition Unknown = Define(
        "mx-unknown",
        IssueSeverity.Unknown,
        "The domain's mail exchangers could not be checked.",
        "Receivers that cannot find them either put the mail off.",
        "Check again later; if it stays so, have the domain's name servers mended.");

    public static readonly IssueDefinition NoDomain = Define(
        "mx-domain-missing",
        IssueSeverity.Critical,
        "The sending domain does not exist.",
        "Receivers refuse mail from a domain that does not exist.",
        "Send from a domain that is registered and has name servers, or mend its delegation.");

    public static readonly IssueDefinition Missing = Define(
        "mx-missing",
        IssueSeverity.Error,
        "The domain has neither MX records nor addresses.",
        WhyReachable,
        "Publish an MX record with the name of a host that takes the domain's mail.");

    public static readonly IssueDefinition Implicit = Define(
        "mx-implicit",
        IssueSeverity.Notice,
        "The domain has no MX record, only addresses.",
        "RFC 5321 §5.1 lets mail go to the domain's own address then, which is most often a web server that takes none.",
        "Publish an MX record with the name of the host that takes the domain's mail.");

    public static readonly IssueDefinition NullMx = Define(
        "mx-null",
        IssueSeverity.Error,
        "The domain says that it takes no mail (null MX).",
        "Replies and bounces cannot arrive, and RFC 7505 §4.2 lets receivers refuse mail from such a domain.",
        "Publish an MX record with the name of a host that takes the domain's mail, or send from a domain that has one.");

    public static readonly IssueDefinition NullMxWithOthers = Define(
        "mx-null-with-others",
        IssueSeverity.Error,
        "The domain has a null MX beside other MX records.",
        "RFC 7505 §3 forbids it; senders may take it for a domain without mail.",
        "Remove the MX record whose name is a single dot.");

    public static readonly IssueDefinition IsAddress = Define(
        "mx-is-address",
        IssueSeverity.Error,
        "An MX record has an address instead of a name.",
        "RFC 1035 §3.3.9 asks for a name; most senders cannot deliver to it.",
        "Give the host a name with an A record, and put that name into the MX record.");

    public static readonly IssueDefinition HostUnresolved = Define(
        "mx-host-unresolved",
        IssueSeverity.Warning,
        "A mail exchanger has no address.",
        "Senders try it in vain first, or lose the mail when the others are down.",
        "Publish an A record of the mail exchanger, or remove its MX record.");

    public static readonly IssueDefinition PrivateAddress = Define(
        "mx-private-address",
        IssueSeverity.Warning,
        "A mail exchanger has an address that nobody outside can reach.",
        "Replies and bounces do not arrive there, and receivers that look count it against the sender.",
        "Publish the public address of the mail exchanger, or remove its MX record.");

    public static readonly IssueDefinition Unreachable = Define(
        "mx-unreachable",
        IssueSeverity.Error,
        "No mail exchanger of the domain can be reached.",
        WhyReachable,
        "Publish an MX record with the name of a host that has a public address and takes the domain's mail.");

    public static readonly IssueDefinition TooMany = Define(
        "mx-too-many",
        IssueSeverity.Warning,
        "The domain has more mail exchangers than others look at.",
        "SPF's mx looks at ten at most (RFC 7208 §4.6.4) and is a permanent error beyond; senders give up after a few.",
        "Keep at most ten MX records.");

    public static IReadOnlyList<IssueDefinition> All { get; } =
        [Unknown, NoDomain, Missing, Implicit, NullMx, NullMxWithOthers, IsAddress, HostUnresolved, PrivateAddress, Unreachable, TooMany];

    private static IssueDefinition Define(string code, IssueSeverity severity, string summary, string why, string fix) =>
        new() { Code = code, Area = IssueArea.MailExchangers, Severity = severity, Summary = summary, Why = why, Fix = fix };
}
