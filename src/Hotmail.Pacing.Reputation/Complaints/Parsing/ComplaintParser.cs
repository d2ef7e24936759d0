using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Hotmail.Pacing.Reputation.Spf.Records;
using MimeKit;
using MimeKit.Utils;

namespace Hotmail.Pacing.Reputation.Complaints.Parsing;

/// <summary>Finds what an e-mail complains about.</summary>
internal static class ComplaintParser
{
    private const int MaxText = 1_000;
    private const int MaxCustomHeaders = 100;
    private const int MaxDepth = 16;
    private const string JmrpRecipient = "X-HmXmrOriginalRecipient";
    private const string JmrpSubject = "complaint about message from ";

    /// <summary>The complaint; null where it is none.</summary>
    /// <param name="message">The e-mail.</param>
    /// <param name="file">The name of its file.</param>
    /// <param name="note">Is told what is wrong.</param>
    public static Complaint? Parse(MimeMessage message, string file, Action<string> note)
    {
        var parts = Parts(message.Body, 0).ToList();
        var report = parts.OfType<MessageFeedbackReport>().FirstOrDefault();
        var original = parts.SkipWhile(part => report is not null && part != report).OfType<MessagePart>().FirstOrDefault()?.Message?.Headers;
        if (report is not null)
        {
            return FromReport(Fields(report), original, file, note);
        }

        var subject = message.Subject?.Trim() ?? "";
        var isJmrp = subject.StartsWith(JmrpSubject, StringComparison.OrdinalIgnoreCase) || original?.Contains(JmrpRecipient) == true;
        if (isJmrp && original is not null)
        {
            return FromJmrp(message, subject, original, file, note);
        }

        note(isJmrp ? "The complaint has no message attached." : "The e-mail is no complaint: it has no message/feedback-report, and is none of JMRP's.");
        return null;
    }

    private static Complaint FromReport(HeaderList fields, HeaderList? original, string file, Action<string> note)
    {
        var type = Text(fields, "Feedback-Type")?.ToLowerInvariant();
        if (type is null)
        {
            note("The report has no Feedback-Type: it counts as abuse.");
        }

        var incidents = 1L;
        if (Text(fields, "Incidents") is { } count && (!long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out incidents) || incidents < 1))
        {
            note($"The report's Incidents is '{count}', no number of complaints: it counts as one.");
            incidents = 1;
        }

        return Common(original, file) with
        {
            Format = ComplaintFormat.Arf,
            FeedbackType = type ?? "abuse",
            Incidents = incidents,
            UserAgent = Text(fields, "User-Agent"),
            SourceAddress = Address(Text(fields, "Source-IP"), note),
            ArrivalDate = Date(Text(fields, "Arrival-Date") ?? Text(fields, "Received-Date"), note),
            ReturnPath = Mailbox(Text(fields, "Original-Mail-From")) ?? Mailbox(Text(original, "Return-Path")),
            Recipient = Recipient(Text(fields, "Original-Rcpt-To")) ?? Recipient(Text(fields, "Removal-Recipient")) ?? Recipient(Text(original, JmrpRecipient)),
            ReportedDomains = Texts(fields, "Reported-Domain"),
            ReportedUris = Texts(fields, "Reported-URI"),
            ReportingMta = Text(fields, "Reporting-MTA") is { } mta ? mta[(mta.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim() : null,
            AuthFailure = Text(fields, "Auth-Failure")?.ToLowerInvariant(),
        };
    }

    private static Complaint FromJmrp(MimeMessage message, string subject, HeaderList original, string file, Action<string> note) => Common(original, file) with
    {
        Format = ComplaintFormat.Jmrp,
        FeedbackType = "abuse",
        SourceAddress = Address(subject.StartsWith(JmrpSubject, StringComparison.OrdinalIgnoreCase) ? subject[JmrpSubject.Length..] : null, note),
        ArrivalDate = Date(Text(original, "X-OriginalArrivalTime") is { } time ? time.Split('(', 2)[0] : null, static _ => { }) ?? Date(Text(message.Headers, "Date"), note),
        ReturnPath = Mailbox(Text(original, "Return-Path")) ?? Mailbox(Text(original, "X-SID-PRA")),
        Recipient = Recipient(Text(original, JmrpRecipient)),
    };

    private static Complaint Common(HeaderList? original, string file) => new()
    {
        File = file,
        Format = ComplaintFormat.Arf,
        FeedbackType = "abuse",
        MessageId = Text(original, "Message-ID")?.Trim('<', '>', ' '),
        ListId = Text(original, "List-ID"),
        FeedbackId = Text(original, "Feedback-ID"),
        CustomHeaders = original is null
            ? new Dictionary<string, string>()
            : original.Where(static header => header.Field.StartsWith("X-", StringComparison.OrdinalIgnoreCase))
                .DistinctBy(static header => header.Field, StringComparer.OrdinalIgnoreCase)
                .Take(MaxCustomHeaders)
                .ToDictionary(static header => header.Field, static header => Cut(header.Value), StringComparer.OrdinalIgnoreCase),
    };

    private static IEnumerable<MimeEntity> Parts(MimeEntity? entity, int depth)
    {
        if (entity is null || depth > MaxDepth)
        {
            yield break;
        }

        yield return entity;
        var inner = entity switch
        {
            Multipart multipart => multipart,
            MessagePart { Message.Body: { } body } => [body],
            _ => Enumerable.Empty<MimeEntity>(),
        };
        foreach (var part in inner.SelectMany(part => Parts(part, depth + 1)))
        {
            yield return part;
        }
    }

    /// <summary>A mangled report may not parse: then it has no field.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever the parser throws, the report has no field that can be read.")]
    private static HeaderList Fields(MessageFeedbackReport report)
    {
        try
        {
            return report.Fields;
        }
        catch (Exception)
        {
            return [];
        }
    }

    private static string? Text(HeaderList? headers, string name) => headers?[name] is { } value && Cut(value) is { Length: > 0 } text ? text : null;

    private static List<string> Texts(HeaderList headers, string name) =>
        [.. headers.Where(header => header.Field.Equals(name, StringComparison.OrdinalIgnoreCase)).Take(MaxCustomHeaders).Select(static header => Cut(header.Value))];

    private static string Cut(string text) => text.Length > MaxText ? text[..MaxText].Trim() : text.Trim();

    private static IPAddress? Address(string? text, Action<string> note)
    {
        if (text is null)
        {
            return null;
        }

        var address = text.Trim().Trim('[', ']');
        address = address.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase) ? address[5..] : address;
        if (Networks.TryParse(address, is4: !address.Contains(':'), out var parsed))
        {
            return Networks.Normalise(parsed);
        }

        note($"The source is '{Cut(text)}', no IP address.");
        return null;
    }

    private static DateTimeOffset? Date(string? text, Action<string> note)
    {
        if (text is null)
        {
            return null;
        }

        if (DateUtils.TryParse(text, out var date))
        {
            return date;
        }

        note($"The date is '{text}', no date.");
        return null;
    }

    private static string? Mailbox(string? text) => text?.Trim('<', '>', ' ') is { Length: > 0 } mailbox ? mailbox : null;

    /// <summary>Some receivers write something else in his place.</summary>
    private static string? Recipient(string? text)
    {
        var mailbox = Mailbox(text);
        var local = mailbox is null || !mailbox.Contains('@') ? "" : mailbox[..mailbox.LastIndexOf('@')];
        return local.Length == 0 || local.All(static letter => letter is 'x' or 'X' or '*' or '-' or '.') || local.Contains("redacted", StringComparison.OrdinalIgnoreCase) ? null : mailbox;
    }
}
