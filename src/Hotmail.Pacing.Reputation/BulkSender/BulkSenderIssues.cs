using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.BulkSender;

/// <summary>What may be wrong with a message for many. Who asks for it stands in each reason.</summary>
internal static class BulkSenderIssues
{
    private const string OneClick = "Google and Yahoo ask bulk senders for one-click unsubscription (RFC 8058), and Microsoft for a working way to unsubscribe; without it recipients press the spam button.";
    private const string Microsoft515 = "Microsoft refuses mail of domains that send 5,000 messages a day or more to its mailboxes with 550 5.7.515 unless SPF and DKIM pass and DMARC is aligned; Google and Yahoo ask bulk senders for the same.";
    private const string Format = "Google asks for messages according to RFC 5322 and refuses others (550 5.7.1, RfcMessageNonCompliant); Yahoo asks for the same.";

    public static readonly IssueDefinition Spf = Define(
        "bulk-spf-fails",
        IssueSeverity.Critical,
        "SPF does not pass.",
        Microsoft515,
        "Put the sending address into the SPF record of the MAIL FROM domain.");

    public static readonly IssueDefinition Dkim = Define(
        "bulk-dkim-fails",
        IssueSeverity.Critical,
        "No DKIM signature passes.",
        Microsoft515,
        "Sign the message with DKIM for the From domain, and change nothing in it after that.");

    public static readonly IssueDefinition Dmarc = Define(
        "bulk-dmarc-fails",
        IssueSeverity.Critical,
        "DMARC does not pass.",
        Microsoft515,
        "Publish a DMARC record of the From domain (at least v=DMARC1; p=none), and sign with DKIM for that domain or use it in MAIL FROM.");

    public static readonly IssueDefinition AuthenticationUnknown = Define(
        "bulk-authentication-unknown",
        IssueSeverity.Unknown,
        "It is not known whether the message passes SPF, DKIM and DMARC.",
        Microsoft515,
        "Have the message evaluated, and give the results to the check.");

    public static readonly IssueDefinition FromMissing = Define(
        "bulk-from-missing",
        IssueSeverity.Critical,
        "The message has no From field.",
        Format,
        "Add one From field with one address of your domain.");

    public static readonly IssueDefinition FromSeveral = Define(
        "bulk-from-several",
        IssueSeverity.Error,
        "The From field has several addresses.",
        "DMARC needs one domain (RFC 9989, RFC 7489 §6.6.1); receivers refuse or distrust what has several.",
        "Keep one address in From; put others into Reply-To.");

    public static readonly IssueDefinition FromInvalid = Define(
        "bulk-from-invalid",
        IssueSeverity.Critical,
        "The From field has no valid address.",
        Format + " Microsoft asks for a From address that takes replies.",
        "Use an address of your domain: Name <news@example.com>.");

    public static readonly IssueDefinition FromFreeMailbox = Define(
        "bulk-from-free-mailbox",
        IssueSeverity.Critical,
        "The From address belongs to a free mailbox provider.",
        "Only the provider can sign for it: Yahoo's and AOL's DMARC policy rejects it, and Google's guidelines forbid From addresses of Gmail, whose policy quarantines.",
        "Send from an address of a domain of your own; put the mailbox into Reply-To.");

    public static readonly IssueDefinition ReplyToInvalid = Define(
        "bulk-reply-to-invalid",
        IssueSeverity.Warning,
        "The Reply-To field has no valid address.",
        "Microsoft asks bulk senders for a valid Reply-To address that takes replies.",
        "Correct the address, or leave Reply-To out.");

    public static readonly IssueDefinition MessageIdMissing = Define(
        "bulk-message-id-missing",
        IssueSeverity.Error,
        "The message has no Message-ID field.",
        Format,
        "Add Message-ID: <something-unique@your-domain>.");

    public static readonly IssueDefinition MessageIdInvalid = Define(
        "bulk-message-id-invalid",
        IssueSeverity.Error,
        "The Message-ID is not one (RFC 5322 §3.6.4).",
        Format,
        "Write Message-ID: <something-unique@your-domain>, in angle brackets, without spaces.");

    public static readonly IssueDefinition DateMissing = Define(
        "bulk-date-missing",
        IssueSeverity.Error,
        "The message has no Date field.",
        "RFC 5322 §3.6 demands it. " + Format,
        "Add the Date field with the time of sending.");

    public static readonly IssueDefinition DateInvalid = Define(
        "bulk-date-invalid",
        IssueSeverity.Error,
        "The Date field is no date (RFC 5322 §3.3).",
        Format,
        "Write a date such as Mon, 5 Jan 2026 09:30:00 +0000.");

    public static readonly IssueDefinition DateOff = Define(
        "bulk-date-off",
        IssueSeverity.Warning,
        "The Date is far from the time of sending.",
        "Filters take a date of the future, or of long ago, for a sign of spam.",
        "Set the Date when the message is sent, by a clock that is right.");

    public static readonly IssueDefinition DuplicateField = Define(
        "bulk-duplicate-field",
        IssueSeverity.Error,
        "A header field that may stand once stands several times (RFC 5322 §3.6).",
        Format,
        "Remove all but one; look for a template and a library that both add it.");

    public static readonly IssueDefinition MalformedHeader = Define(
        "bulk-malformed-header",
        IssueSeverity.Error,
        "The header has a line that is no field.",
        Format,
        "Write each field as Name: value, and begin continuation lines with a space.");

    public static readonly IssueDefinition EightBitHeader = Define(
        "bulk-header-8bit",
        IssueSeverity.Error,
        "The header has bytes beyond ASCII.",
        "RFC 5322 §2.2 allows ASCII alone unless the message is sent with SMTPUTF8; receivers refuse or garble the rest.",
        "Encode words beyond ASCII as RFC 2047 says: =?utf-8?b?…?=.");

    public static readonly IssueDefinition HeaderTooLarge = Define(
        "bulk-header-too-large",
        IssueSeverity.Warning,
        "The header is very large.",
        "Providers refuse messages with large headers; their limits differ and are not all published.",
        "Send to fewer recipients in one message, and remove fields that nobody reads.");

    public static readonly IssueDefinition LineTooLong = Define(
        "bulk-line-too-long",
        IssueSeverity.Error,
        "A line is longer than 998 bytes (RFC 5322 §2.1.1).",
        "Hosts on the way may refuse it or break the line, which breaks the DKIM signature. " + Format,
        "Encode the body as quoted-printable or base64, and fold header fields.");

    public static readonly IssueDefinition ToMissing = Define(
        "bulk-to-missing",
        IssueSeverity.Warning,
        "The message is addressed to nobody.",
        "Filters know bulk mail without a recipient in To from spam, and so does the recipient.",
        "Send one message to each recipient, with the address in To.");

    public static readonly IssueDefinition SubjectMissing = Define(
        "bulk-subject-missing",
        IssueSeverity.Warning,
        "The message has no subject.",
        "Filters know it from spam; Google asks for a subject that says what the message is.",
        "Add a subject.");

    public static readonly IssueDefinition SubjectReply = Define(
        "bulk-subject-reply",
        IssueSeverity.Notice,
        "The subject looks like an answer, and the message answers nothing.",
        "Google's guidelines forbid misleading subjects, such as Re: and Fwd: in what is neither.",
        "Remove Re: or Fwd: from the subject.");

    public static readonly IssueDefinition MimeInvalid = Define(
        "bulk-mime-invalid",
        IssueSeverity.Error,
        "The message's structure is broken (RFC 2045, RFC 2046).",
        "Recipients see raw text or nothing, filters score it. " + Format,
        "Build messages with a MIME library such as MimeKit.");

    public static readonly IssueDefinition TooLarge = Define(
        "bulk-message-too-large",
        IssueSeverity.Warning,
        "The message is too large for some large providers.",
        "Providers refuse what is larger than their limit (about 20 to 25 MB, with the encoding), and bulk mail is expected to be small.",
        "Link to large content instead of attaching it.");

    public static readonly IssueDefinition UnsubscribeMissing = Define(
        "bulk-unsubscribe-missing",
        IssueSeverity.Error,
        "The message has no List-Unsubscribe field.",
        OneClick,
        "Add List-Unsubscribe: <https://…> with a link that names the recipient, and List-Unsubscribe-Post: List-Unsubscribe=One-Click.");

    public static readonly IssueDefinition UnsubscribeNoHttps = Define(
        "bulk-unsubscribe-no-https",
        IssueSeverity.Error,
        "The List-Unsubscribe field has no https link.",
        OneClick,
        "Add <https://…> to List-Unsubscribe; a mailto: link may stand beside it.");

    public static readonly IssueDefinition UnsubscribeSeveral = Define(
        "bulk-unsubscribe-several",
        IssueSeverity.Warning,
        "The List-Unsubscribe field has several web links.",
        "RFC 8058 §3.1 allows one; receivers choose any.",
        "Keep one https link.");

    public static readonly IssueDefinition UnsubscribePostMissing = Define(
        "bulk-unsubscribe-post-missing",
        IssueSeverity.Error,
        "The message has no List-Unsubscribe-Post field.",
        OneClick,
        "Add List-Unsubscribe-Post: List-Unsubscribe=One-Click.");

    public static readonly IssueDefinition UnsubscribePostWrong = Define(
        "bulk-unsubscribe-post-wrong",
        IssueSeverity.Error,
        "The List-Unsubscribe-Post field says something else than RFC 8058 asks.",
        OneClick,
        "Write exactly List-Unsubscribe-Post: List-Unsubscribe=One-Click.");

    public static readonly IssueDefinition UnsubscribeUnsigned = Define(
        "bulk-unsubscribe-unsigned",
        IssueSeverity.Error,
        "No DKIM signature covers the unsubscription fields.",
        "RFC 8058 §4 demands a signature over both, and receivers show no button without. " + OneClick,
        "Sign List-Unsubscribe and List-Unsubscribe-Post too (h=), and add them before the message is signed.");

    public static readonly IssueDefinition UnsubscribeInvisible = Define(
        "bulk-unsubscribe-invisible",
        IssueSeverity.Notice,
        "The text seems to have no link to unsubscribe.",
        "Microsoft, Google and Yahoo ask for a visible link in the message as well. This is a guess by words.",
        "Add a link to unsubscribe that is easy to see.");

    public static IReadOnlyList<IssueDefinition> All { get; } =
    [
        Spf, Dkim, Dmarc, AuthenticationUnknown, FromMissing, FromSeveral, FromInvalid, FromFreeMailbox, ReplyToInvalid, MessageIdMissing, MessageIdInvalid, DateMissing, DateInvalid, DateOff,
        DuplicateField, MalformedHeader, EightBitHeader, HeaderTooLarge, LineTooLong, ToMissing, SubjectMissing, SubjectReply, MimeInvalid, TooLarge,
        UnsubscribeMissing, UnsubscribeNoHttps, UnsubscribeSeveral, UnsubscribePostMissing, UnsubscribePostWrong, UnsubscribeUnsigned, UnsubscribeInvisible,
    ];

    private static IssueDefinition Define(string code, IssueSeverity severity, string summary, string why, string fix) =>
        new() { Code = code, Area = IssueArea.BulkSender, Severity = severity, Summary = summary, Why = why, Fix = fix };
}
