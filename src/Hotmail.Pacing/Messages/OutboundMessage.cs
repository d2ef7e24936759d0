using MimeKit;

namespace Hotmail.Pacing;

/// <summary>A message as the host hands it over: the envelope, the bytes, and what decides its place in the order. Immutable.</summary>
public sealed record OutboundMessage
{
    /// <summary>The envelope sender (RFC 5321 reverse-path), where bounces go; empty for the null reverse-path.</summary>
    public required string Sender { get; init; }

    /// <summary>The envelope recipients; at least one. An address that is named twice is sent to once.</summary>
    public required IReadOnlyList<Recipient> Recipients { get; init; }

    /// <summary>The message itself.</summary>
    public required MessageContent Content { get; init; }

    /// <summary>Transactional mail goes before bulk mail.</summary>
    /// <value><see cref="MessagePriority.Bulk"/> unless set.</value>
    public MessagePriority Priority { get; init; }

    /// <summary>The campaign, for records, reports and cancelling; <see langword="null"/> for none.</summary>
    public string? Campaign { get; init; }

    /// <summary>How long it may wait in the queue; <see langword="null"/> for the destination group's <c>QueueMaxAge</c>.</summary>
    public TimeSpan? QueueMaxAge { get; init; }

    /// <summary>The instant after which it is of no use, such as the end of a sale; the earlier of this and the queue max age counts.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Not to be tried before this instant, which must lie within its time in the queue; <see langword="null"/> for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The egress source it must leave by; <see langword="null"/> lets the pacer take turns among all.</summary>
    public string? EgressSource { get; init; }

    /// <summary>A message whose envelope is that of its header: <c>Sender</c> or <c>From</c>, and everybody in <c>To</c>, <c>Cc</c> and <c>Bcc</c>. The Bcc header is not sent.</summary>
    /// <param name="message">The message. It is serialised here, once; later changes to it have no effect.</param>
    /// <param name="engagement">How engaged its recipients are.</param>
    /// <exception cref="InvalidMessageException">It has no sender, or no recipient.</exception>
    public static OutboundMessage FromMimeMessage(MimeMessage message, Engagement engagement = Engagement.Normal)
    {
        ArgumentNullException.ThrowIfNull(message);
        var sender = message.Sender ?? message.From.Mailboxes.FirstOrDefault()
            ?? throw new InvalidMessageException([new MessageProblem("Sender", null, "the message has neither a Sender nor a From header")]);
        var recipients = message.To.Mailboxes.Concat(message.Cc.Mailboxes).Concat(message.Bcc.Mailboxes)
            .Select(mailbox => new Recipient(mailbox.Address, engagement)).ToArray();
        if (recipients.Length == 0)
        {
            throw new InvalidMessageException([new MessageProblem("Recipients", null, "the message has no recipient in To, Cc or Bcc")]);
        }

        return new OutboundMessage { Sender = sender.Address, Recipients = recipients, Content = MessageContent.FromMimeMessage(message) };
    }
}
