using Hotmail.Pacing.Responses;
using MailKit.Net.Smtp;
using MimeKit;

namespace Hotmail.Pacing.Transport;

/// <summary>MailKit's client, told not to prepare or measure what is ready and of known size, and to settle recipients one by one.</summary>
internal sealed class SessionClient(SmtpDialogue dialogue) : SmtpClient(dialogue)
{
    /// <summary>The transaction under way.</summary>
    public Transaction? Transaction { get; set; }

    /// <summary>Whether the server takes 8-bit bodies.</summary>
    public bool Has8BitMime => (Capabilities & SmtpCapabilities.EightBitMime) != 0;

    /// <summary>Whether the server takes addresses in UTF-8.</summary>
    public bool HasUtf8 => (Capabilities & SmtpCapabilities.UTF8) != 0;

    /// <summary>The longest message that the server says it takes; <see cref="long.MaxValue"/> when it does not say.</summary>
    public long SizeLimit => (Capabilities & SmtpCapabilities.Size) != 0 && MaxSize > 0 ? MaxSize : long.MaxValue;

    protected override void Prepare(FormatOptions options, MimeMessage message, EncodingConstraint constraint, int maxLineLength)
    {
    }

    protected override Task<long> GetSizeAsync(FormatOptions options, MimeMessage message, CancellationToken cancellationToken) =>
        Task.FromResult(Transaction!.Content.Size);

    protected override void OnSenderAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => Transaction!.OnSenderAccepted();

    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => Transaction!.OnRecipient(mailbox, null);

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        Transaction!.OnRecipient(mailbox, Replies.Make((int)response.StatusCode, response.Response, SmtpStage.Rcpt));

    protected override void OnNoRecipientsAccepted(MimeMessage message) => Transaction!.OnNoRecipients();
}
