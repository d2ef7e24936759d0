using System.Globalization;
using Hotmail.Pacing.Reputation.BulkSender.Rules;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.RawMessages;
using MimeKit;

namespace Hotmail.Pacing.Reputation.BulkSender;

/// <summary>
/// Checks a message against what the large providers ask of those who send to many: Microsoft ("Outlook's New Requirements for High-Volume Senders", from 5,000 messages a day, enforced
/// since May 2025), Google ("Email sender guidelines", support.google.com/mail/answer/81126, from about 5,000 a day, since February 2024) and Yahoo ("Sender Best Practices",
/// senders.yahooinc.com, since February 2024, without a number), and RFC 5322, RFC 2045 and RFC 8058, which those name. Each issue says who asks for it. Asks nobody; takes time in proportion to the size.
/// Safe for use by several threads at once.
/// </summary>
public sealed class BulkSenderCheck
{
    private readonly BulkSenderOptions _options;

    /// <summary>Makes one with the default limits.</summary>
    public BulkSenderCheck()
        : this(new BulkSenderOptions())
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="options">The limits, which are copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive.</exception>
    public BulkSenderCheck(BulkSenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxMessageBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxHeaderBytes);
        _options = new BulkSenderOptions { MaxMessageBytes = options.MaxMessageBytes, MaxHeaderBytes = options.MaxHeaderBytes };
    }

    /// <summary>Checks a message as it leaves: signed, with all its fields. Whatever the bytes are is in the report.</summary>
    /// <param name="message">The message's bytes.</param>
    /// <param name="context">What the message does not say of itself.</param>
    /// <param name="now">The time of sending.</param>
    public BulkMessageReport Check(ReadOnlyMemory<byte> message, BulkMessageContext context, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(context);
        var isWhole = message.Length <= _options.MaxMessageBytes;
        var raw = RawMessage.Parse(isWhole ? message : message[.._options.MaxMessageBytes]);
        List<ReputationIssue> issues =
        [
            .. AuthenticationRules.Check(raw, context.Authentication),
            .. AddressRules.Check(raw),
            .. HeaderRules.Check(raw, context, _options, now),
            .. MimeRules.Check(raw, isWhole),
        ];
        if (!isWhole)
        {
            issues.Add(BulkSenderIssues.TooLarge.On("message", string.Create(CultureInfo.InvariantCulture, $"The message has more than {_options.MaxMessageBytes} bytes.")));
        }

        if (context.IsMarketing)
        {
            issues.AddRange(UnsubscribeRules.Check(raw));
            if (VisibleUnsubscribe.Find(raw) is false)
            {
                issues.Add(BulkSenderIssues.UnsubscribeInvisible.On("body", "None of the words for unsubscribing was found in the text."));
            }
        }

        return new BulkMessageReport { FromDomain = AddressRules.FindFromDomain(raw), Size = raw.Bytes.Length, Issues = [.. issues.OrderByDescending(static issue => issue.Severity)] };
    }

    /// <summary>Checks a message as it leaves, read from where the stream stands, no further than the limit.</summary>
    /// <param name="message">The message's bytes. It is not closed.</param>
    /// <param name="context">What the message does not say of itself.</param>
    /// <param name="now">The time of sending.</param>
    /// <exception cref="IOException">The stream could not be read.</exception>
    public BulkMessageReport Check(Stream message, BulkMessageContext context, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Check(MessageBytes.Read(message, _options.MaxMessageBytes), context, now);
    }

    /// <summary>Checks a message as MimeKit writes it, which mends long lines and 8-bit fields of messages that were built with it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="context">What the message does not say of itself.</param>
    /// <param name="now">The time of sending.</param>
    public BulkMessageReport Check(MimeMessage message, BulkMessageContext context, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var bytes = new MemoryStream();
        message.WriteTo(FormatOptions.Default, bytes);
        return Check(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), context, now);
    }
}
