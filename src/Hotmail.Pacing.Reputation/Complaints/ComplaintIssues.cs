using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Complaints;

/// <summary>The issues that complaints and SNDS show.</summary>
internal static class ComplaintIssues
{
    public static readonly IssueDefinition Blocked = Define(
        "complaints-blocked-address",
        IssueSeverity.Critical,
        "Microsoft refuses the address's mail.",
        "Nothing that is sent from it to Outlook.com arrives.",
        "Send nothing from it. Mend what the details name, then ask at sender.office.com or Sender Support to have it delisted.");

    public static readonly IssueDefinition HighRate = Define(
        "complaints-high-rate",
        IssueSeverity.Error,
        "0.3% or more of the recipients complain.",
        "Gmail and Yahoo want it never to reach 0.3%. Microsoft names no number, and throttles and blocks by it.",
        "Stop the campaigns with the most complaints, send only to who opened or clicked lately, and make unsubscribing one click.");

    public static readonly IssueDefinition RaisedRate = Define(
        "complaints-raised-rate",
        IssueSeverity.Warning,
        "More than 0.1% of the recipients complain.",
        "Gmail and Yahoo want it below 0.1%. Microsoft names no number, and throttles and blocks by it.",
        "Find the campaigns with the most complaints, send less often to who does not open, and make unsubscribing one click.");

    public static readonly IssueDefinition FilterRed = Define(
        "complaints-filter-red",
        IssueSeverity.Error,
        "Microsoft's filter took more than nine tenths of the address's mail for junk.",
        "Such mail is not seen, and the address is next to be throttled or blocked.",
        "Stop bulk mail from it; look at consent, content and authentication, then begin again slowly with recipients who open and click.");

    public static readonly IssueDefinition FilterYellow = Define(
        "complaints-filter-yellow",
        IssueSeverity.Warning,
        "Microsoft's filter took between a tenth and nine tenths of the address's mail for junk.",
        "A part of the mail is not seen, and the address's trust falls.",
        "Send less to who does not open, and do not raise the volume until it is green.");

    public static readonly IssueDefinition TrapHits = Define(
        "complaints-trap-hits",
        IssueSeverity.Warning,
        "Mail went to trap accounts, which nobody ever gave to a sender.",
        "It shows that addresses were bought, guessed, or kept for years after they died.",
        "Find out by day and campaign which list they are in; remove who has not opened for a year, and confirm new addresses by mail.");

    public static readonly IssueDefinition UnknownRecipients = Define(
        "complaints-unknown-recipients",
        IssueSeverity.Warning,
        "A tenth or more of the recipients tried were not sent to: there is no such mailbox, or the receiver throttles.",
        "Senders with many unknown recipients are taken for guessing addresses; throttled retries count as tries, too.",
        "Remove addresses after a permanent refusal, check lists before they are used, and try again more slowly.");

    public static readonly IssueDefinition Unattributed = Define(
        "complaints-unattributed",
        IssueSeverity.Warning,
        "There are complaints that no campaign is known of.",
        "Since June 2026 Microsoft does not tell who complained: without an id of yours in the message, nobody can be removed, and no campaign be stopped.",
        "Give each message a Feedback-ID, a List-ID, or an id of your own in its return path or Message-ID, and read it from the complaint.");

    public static IReadOnlyList<IssueDefinition> All { get; } = [Blocked, HighRate, RaisedRate, FilterRed, FilterYellow, TrapHits, UnknownRecipients, Unattributed];

    private static IssueDefinition Define(string code, IssueSeverity severity, string summary, string why, string fix) =>
        new() { Code = code, Area = IssueArea.Complaints, Severity = severity, Summary = summary, Why = why, Fix = fix };
}
