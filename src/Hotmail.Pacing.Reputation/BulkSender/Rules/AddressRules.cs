using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.RawMessages;
using MimeKit;

namespace Hotmail.Pacing.Reputation.BulkSender.Rules;

/// <summary>Who a message is from and for. Pure.</summary>
internal static class AddressRules
{
    /// <summary>The domain of the one valid address in the one From field; null where there is none.</summary>
    public static string? FindFromDomain(RawMessage message) => message.Values("From").ToArray() is [var from] ? FindDomain(from) : null;

    /// <summary>The issues.</summary>
    public static IEnumerable<ReputationIssue> Check(RawMessage message)
    {
        if (message.Value("From") is not { } from)
        {
            yield return BulkSenderIssues.FromMissing.On("From", "There is no From field in the header.");
        }
        else if (Parse(from) is { Count: > 1 })
        {
            yield return BulkSenderIssues.FromSeveral.On("From", $"From: {QuotedText.Quote(from)}");
        }
        else if (FindDomain(from) is not { } domain)
        {
            yield return BulkSenderIssues.FromInvalid.On("From", $"From: {QuotedText.Quote(from)}");
        }
        else if (FreeMailboxes.Contains(domain))
        {
            yield return BulkSenderIssues.FromFreeMailbox.On("From", $"From: {QuotedText.Quote(from)}");
        }

        if (message.Value("Reply-To") is { } replyTo && !(Parse(replyTo) is { Count: > 0 } replies && replies.Mailboxes.Any() && replies.Mailboxes.All(IsValid)))
        {
            yield return BulkSenderIssues.ReplyToInvalid.On("Reply-To", $"Reply-To: {QuotedText.Quote(replyTo)}");
        }

        string[] recipients = [.. message.Values("To"), .. message.Values("Cc")];
        if (!recipients.Any(static value => InternetAddressList.TryParse(value, out var list) && list.Mailboxes.Any()))
        {
            yield return BulkSenderIssues.ToMissing.On("To", recipients.Length == 0 ? "There is no To field in the header." : $"To: {QuotedText.Quote(recipients[0])}");
        }
    }

    private static string? FindDomain(string from) => Parse(from) is [MailboxAddress only] && IsValid(only) ? DomainName.ToAscii(only.Domain) : null;

    private static InternetAddressList? Parse(string value) => InternetAddressList.TryParse(value, out var list) ? list : null;

    private static bool IsValid(MailboxAddress mailbox) =>
        mailbox.LocalPart.Length > 0 && DomainName.ToAscii(mailbox.Domain) is var domain && domain.Contains('.', StringComparison.Ordinal)
        && HostName.FindError(domain, out _) is null && HostName.FindLocalEnding(domain) is null && !domain.All(static c => char.IsAsciiDigit(c) || c == '.');
}
