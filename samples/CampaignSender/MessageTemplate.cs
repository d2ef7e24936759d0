using System.Net;
using System.Text.RegularExpressions;
using Hotmail.Pacing;
using MimeKit;

namespace CampaignSender;

/// <summary>The campaign's message, into which each recipient's fields are merged: <c>{{FirstName}}</c> in the subject and the texts.</summary>
internal sealed partial class MessageTemplate
{
    private readonly MimeMessage _message;
    private readonly string _sender;
    private readonly (TextPart Part, string Text)[] _texts;
    private readonly string _subject;

    private MessageTemplate(MimeMessage message, string sender)
    {
        _message = message;
        _sender = sender;
        _subject = message.Subject ?? string.Empty;
        _texts = [.. message.BodyParts.OfType<TextPart>().Select(static part => (part, part.Text))];
    }

    /// <exception cref="CampaignInputException">The file is missing, is no message, or has no sender.</exception>
    public static MessageTemplate Load(FileInfo file)
    {
        try
        {
            var message = MimeMessage.Load(file.FullName);
            var sender = (message.Sender ?? message.From.Mailboxes.FirstOrDefault())?.Address
                ?? throw new CampaignInputException($"{file.FullName}: the message has no From header");
            return new MessageTemplate(message, sender);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new CampaignInputException($"{file.FullName}: {exception.Message}");
        }
    }

    /// <summary>The message for one recipient.</summary>
    /// <exception cref="CampaignInputException">The template names a field that the recipient does not have.</exception>
    public OutboundMessage For(CampaignRecipient recipient, string campaign)
    {
        _message.To.Clear();
        _message.To.Add(new MailboxAddress(recipient.Fields.GetValueOrDefault("FirstName"), recipient.Address));
        _message.Subject = Merge(_subject, recipient, static value => value);
        _message.MessageId = $"{campaign}.{recipient.Line}@{_sender[(_sender.IndexOf('@', StringComparison.Ordinal) + 1)..]}";
        foreach (var (part, text) in _texts)
        {
            part.Text = Merge(text, recipient, part.IsHtml ? static value => WebUtility.HtmlEncode(value) : static value => value);
        }

        return new OutboundMessage
        {
            Sender = _sender,
            Recipients = [new Recipient(recipient.Address, recipient.Engagement)],
            Content = MessageContent.FromMimeMessage(_message),
            Campaign = campaign,
        };
    }

    private static string Merge(string text, CampaignRecipient recipient, Func<string, string?> encode) => Field().Replace(text, match =>
        recipient.Fields.TryGetValue(match.Groups[1].Value, out var value)
            ? encode(value) ?? string.Empty
            : throw new CampaignInputException($"the template names {match.Value}, and the recipients have no such column"));

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Field();
}
