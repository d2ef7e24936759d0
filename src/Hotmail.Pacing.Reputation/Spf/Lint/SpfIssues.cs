using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Spf.Lint;

/// <summary>What may be wrong with a domain's SPF.</summary>
internal static class SpfIssues
{
    private const string NoPass =
        "Receivers answer a permanent error, which counts as no SPF pass for any client; Microsoft refuses bulk mail without one (550 5.7.515), and DMARC is left with DKIM alone.";

    private const string SlowTrust = "Reputation gathers only on mail that is authenticated; without it a sender stays under the throttle of an unknown one.";

    public static readonly IssueDefinition AllowsEverybody = Define(
        "spf-allows-everybody",
        IssueSeverity.Critical,
        "Every client passes SPF.",
        "Anybody may send in the domain's name and pass; the spam of others is held against it, and receivers give such a pass no weight.",
        "Name the networks that really send, and end the record with -all or ~all.");

    public static readonly IssueDefinition NoRecord = Define(
        "spf-no-record",
        IssueSeverity.Error,
        "The domain has no SPF record.",
        "No client can pass SPF; Microsoft refuses bulk mail without a pass (550 5.7.515). " + SlowTrust,
        "Publish one TXT record at the domain: v=spf1, the senders as ip4:, ip6: and include: terms, and -all.");

    public static readonly IssueDefinition DeadInclude = Define(
        "spf-dead-include", IssueSeverity.Error, "An include or redirect leads to a domain without an SPF record.", NoPass, "Remove the term, or have the record published where it leads.");

    public static readonly IssueDefinition SeveralRecords = Define(
        "spf-several-records", IssueSeverity.Error, "A domain has more than one SPF record.", NoPass, "Make them one record: the terms of all of them, and one all at the end.");

    public static readonly IssueDefinition SyntaxError = Define(
        "spf-syntax-error", IssueSeverity.Error, "A record holds what RFC 7208 does not allow.", NoPass, "Mend it at the place named: with any mistake receivers use nothing of the record.");

    public static readonly IssueDefinition GluedTerms = Define(
        "spf-glued-terms",
        IssueSeverity.Error,
        "Two terms have run together.",
        "Strings of a TXT record are joined with nothing between. What was meant as two terms is another one or a mistake, and the sender behind it does not pass.",
        "Put a space between the two: at the end of the first string, or at the beginning of the second.");

    public static readonly IssueDefinition TooManyLookups = Define(
        "spf-too-many-lookups", IssueSeverity.Error, "The record needs more than 10 lookups.", NoPass, "Remove senders that are not used any more, give some a subdomain of their own, or flatten the record.");

    public static readonly IssueDefinition TooManyVoidLookups = Define(
        "spf-too-many-void-lookups", IssueSeverity.Error, "More than 2 lookups find nothing.", NoPass, "Remove the terms whose names do not exist any more.");

    public static readonly IssueDefinition TooManyMailExchangers = Define(
        "spf-too-many-mail-exchangers", IssueSeverity.Error, "A domain of mx has more than 10 mail exchangers.", NoPass, "Name the addresses with ip4 and ip6.");

    public static readonly IssueDefinition Loop = Define("spf-loop", IssueSeverity.Error, "A record leads back to itself.", NoPass, "Remove the term.");

    public static readonly IssueDefinition ManyLookups = Define(
        "spf-many-lookups",
        IssueSeverity.Warning,
        "The record needs 8 to 10 lookups.",
        "An included sender that adds a lookup or two takes it over the limit of 10, and then nobody passes any more, without a change of one's own.",
        "Remove senders that are not used any more, or flatten the record.");

    public static readonly IssueDefinition VoidLookup = Define(
        "spf-void-lookup",
        IssueSeverity.Warning,
        "A lookup finds nothing.",
        "After 2 of them receivers answer a permanent error; and whoever can register the name may send for the domain.",
        "Remove the term, or mend its name.");

    public static readonly IssueDefinition WideNetwork = Define(
        "spf-wide-network",
        IssueSeverity.Warning,
        "A very large network passes: ip4 of /8 or more, ip6 of /12 or more, as much as a whole continent's registry is given at once.",
        "Strangers in it pass as the domain; their spam costs it trust, and receivers give such a pass little weight.",
        "Name the networks that really send.");

    public static readonly IssueDefinition NeutralDefault = Define(
        "spf-neutral-default",
        IssueSeverity.Warning,
        "The record ends with ?all.",
        "Clients that no term matches are neutral, as though there were no record: forged mail is not told from one's own and costs the domain trust.",
        "End the record with ~all, and with -all once the reports show that all senders are named.");

    public static readonly IssueDefinition NoDefault = Define(
        "spf-no-default",
        IssueSeverity.Warning,
        "The record ends without all or redirect.",
        "Clients that no term matches are neutral, as though there were no record: forged mail is not told from one's own and costs the domain trust.",
        "End the record with ~all, and with -all once the reports show that all senders are named.");

    public static readonly IssueDefinition UnreachableTerm = Define(
        "spf-unreachable-term", IssueSeverity.Warning, "A term is never reached.", "The sender that it names does not pass, though the record looks as if it did.", "Put the term before all, or remove it.");

    public static readonly IssueDefinition UsesPtr = Define(
        "spf-uses-ptr",
        IssueSeverity.Warning,
        "The mechanism ptr is used.",
        "RFC 7208 §5.5 says not to use it: it is slow and unreliable, and some receivers ignore it, so that its senders do not pass there.",
        "Name the addresses with ip4, ip6, a or mx.");

    public static readonly IssueDefinition LongRecord = Define(
        "spf-long-record",
        IssueSeverity.Warning,
        "The record is longer than 450 bytes.",
        "With the rest of the answer it may not fit into 512 bytes (RFC 7208 §3.4): receivers must ask again over TCP, and where that fails, the result is a temporary error and a deferral.",
        "Move terms into a record of their own below the domain and include it, or flatten the record.");

    public static readonly IssueDefinition DuplicateTerm = Define(
        "spf-duplicate-term", IssueSeverity.Notice, "A term says what another has said.", "It makes the record longer, and costs its lookups again.", "Remove all but one.");

    public static readonly IssueDefinition DnsFailure = Define(
        "spf-dns-failure",
        IssueSeverity.Unknown,
        "The DNS gave no answer.",
        "It says nothing of the record. Receivers that meet the same failure answer a temporary error, and some defer the mail.",
        "Check again later; if it stays, look at the name servers of the name.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<IssueDefinition> All { get; } =
    [
        AllowsEverybody, NoRecord, DeadInclude, SeveralRecords, SyntaxError, GluedTerms, TooManyLookups, TooManyVoidLookups, TooManyMailExchangers, Loop,
        ManyLookups, VoidLookup, WideNetwork, NeutralDefault, NoDefault, UnreachableTerm, UsesPtr, LongRecord, DuplicateTerm, DnsFailure,
    ];

    private static IssueDefinition Define(string code, IssueSeverity severity, string summary, string why, string fix) =>
        new() { Code = code, Area = IssueArea.Spf, Severity = severity, Summary = summary, Why = why, Fix = fix };
}
