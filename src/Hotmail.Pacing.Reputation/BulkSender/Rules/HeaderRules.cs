using System.Globalization;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.RawMessages;
using MimeKit.Utils;

namespace Hotmail.Pacing.Reputation.BulkSender.Rules;

/// <summary>The header's form, and the fields that every message has (RFC 5322). Pure.</summary>
internal static class HeaderRules
{
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(1);
    private static readonly TimeSpan FurthestBehind = TimeSpan.FromDays(7);

    /// <summary>Those that may stand once: RFC 5322 §3.6, RFC 2045 §3, RFC 2369 §3, RFC 8058 §3.1.</summary>
    private static readonly string[] SingleFields =
    [
        "Date", "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Message-ID", "In-Reply-To", "References", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
        "List-Unsubscribe", "List-Unsubscribe-Post",
    ];

    /// <summary>The issues.</summary>
    public static IEnumerable<ReputationIssue> Check(RawMessage message, BulkMessageContext context, BulkSenderOptions options, DateTimeOffset now)
    {
        foreach (var name in SingleFields)
        {
            if (message.Values(name).Count() is var count and > 1)
            {
                yield return BulkSenderIssues.DuplicateField.On(name, string.Create(CultureInfo.InvariantCulture, $"The header has {count} {name} fields."));
            }
        }

        if (message.Malformed is { } malformed)
        {
            yield return BulkSenderIssues.MalformedHeader.On("header", string.Create(CultureInfo.InvariantCulture, $"Line {malformed.Line}: {QuotedText.Quote(malformed.Text)}"));
        }

        if (!context.UsesSmtpUtf8 && message.EightBitLine is { } line)
        {
            yield return BulkSenderIssues.EightBitHeader.On("header", string.Create(CultureInfo.InvariantCulture, $"Line {line} of the header has bytes beyond ASCII."));
        }

        if (message.BodyStart > options.MaxHeaderBytes)
        {
            yield return BulkSenderIssues.HeaderTooLarge.On("header", string.Create(CultureInfo.InvariantCulture, $"The header has {message.BodyStart} bytes; {options.MaxHeaderBytes} is the limit."));
        }

        if (message.LongLine is { } longLine)
        {
            yield return BulkSenderIssues.LineTooLong.On("message", string.Create(CultureInfo.InvariantCulture, $"Line {longLine.Line} has {longLine.Length} bytes."));
        }

        foreach (var issue in CheckMessageId(message).Concat(CheckDate(message, now)).Concat(CheckSubject(message)))
        {
            yield return issue;
        }
    }

    private static IEnumerable<ReputationIssue> CheckMessageId(RawMessage message)
    {
        if (message.Value("Message-ID") is not { } id)
        {
            yield return BulkSenderIssues.MessageIdMissing.On("Message-ID", "There is no Message-ID field in the header.");
        }
        else if (!IsMessageId(id))
        {
            yield return BulkSenderIssues.MessageIdInvalid.On("Message-ID", $"Message-ID: {QuotedText.Quote(id)}");
        }
    }

    /// <summary>In angle brackets a left and a right side, each of visible ASCII without brackets, without empty parts between dots (RFC 5322 §3.6.4), but for a literal at the right.</summary>
    private static bool IsMessageId(string id)
    {
        if (id is not ['<', .., '>'])
        {
            return false;
        }

        var inner = id[1..^1];
        var at = inner.LastIndexOf('@');
        if (at < 0)
        {
            return false;
        }

        var (left, right) = (inner[..at], inner[(at + 1)..]);
        return IsDotAtom(left) && (IsDotAtom(right) || (right is ['[', .., ']'] && right[1..^1].All(static c => c is > ' ' and < '\x7f' and not ('[' or ']' or '\\'))));
    }

    private static bool IsDotAtom(string text) =>
        text.Split('.').All(static part => part.Length > 0 && part.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal)));

    private static IEnumerable<ReputationIssue> CheckDate(RawMessage message, DateTimeOffset now)
    {
        if (message.Value("Date") is not { } text)
        {
            yield return BulkSenderIssues.DateMissing.On("Date", "There is no Date field in the header.");
        }
        else if (!DateUtils.TryParse(text, out var date))
        {
            yield return BulkSenderIssues.DateInvalid.On("Date", $"Date: {QuotedText.Quote(text)}");
        }
        else if (date - now > FurthestAhead || now - date > FurthestBehind)
        {
            yield return BulkSenderIssues.DateOff.On("Date", string.Create(CultureInfo.InvariantCulture, $"Date: {QuotedText.Quote(text)}; it is {now:yyyy-MM-dd HH:mm} (UTC{now:zzz})."));
        }
    }

    private static IEnumerable<ReputationIssue> CheckSubject(RawMessage message)
    {
        if (message.Value("Subject") is not { Length: > 0 } subject)
        {
            yield return BulkSenderIssues.SubjectMissing.On("Subject", "The Subject field is missing or empty.");
            yield break;
        }

        string[] prefixes = ["re:", "fw:", "fwd:", "aw:", "wg:"];
        var isReply = prefixes.Any(prefix => subject.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        if (isReply && message.Value("In-Reply-To") is null && message.Value("References") is null)
        {
            yield return BulkSenderIssues.SubjectReply.On("Subject", $"Subject: {QuotedText.Quote(subject)}, and there is neither In-Reply-To nor References.");
        }
    }
}
