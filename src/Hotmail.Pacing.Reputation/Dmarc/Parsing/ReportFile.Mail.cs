using System.Globalization;
using MimeKit;

namespace Hotmail.Pacing.Reputation.Dmarc.Parsing;

internal sealed partial class ReportFile
{
    private const int StructureLinesPerEntry = 20;
    private static readonly string[] ReportTypes = ["application/xml", "text/xml", "application/gzip", "application/x-gzip", "application/zip", "application/x-zip-compressed"];
    private static readonly string[] ReportEndings = [".xml", ".gz", ".zip"];

    private void ReadMail(ReportStream stream, byte[] head, string? entry, int nesting)
    {
        stream.MaxBytes = Math.Min(stream.MaxBytes, options.MaxContainerBytes);
        using var structure = new MailStructureStream(stream, StructureLinesPerEntry * options.MaxEntries, options.MaxMarkupBytes);
        var parser = new MimeParser(structure, head.AsSpan().StartsWith("From "u8) ? MimeFormat.Mbox : MimeFormat.Entity, persistent: false);
        do
        {
            MimeMessage message;
            long offset = stream.Offset;
            structure.Restart();
            try
            {
                message = parser.ParseMessage(cancellationToken);
            }
            catch (Exception exception) when (IsBadData(exception))
            {
                Tell(entry, Unreadable(exception), stream.Offset);
                return;
            }

            using (message)
            {
                ReadAttachments(message, entry, nesting, offset);
            }
        }
        while (!parser.IsEndOfStream && _reports < options.MaxReports);
    }

    private void ReadAttachments(MimeMessage message, string? entry, int nesting, long offset)
    {
        var isFailureReport = false;
        var attachments = 0;
        var left = new Stack<MimeEntity?>([message.Body]);
        while (left.TryPop(out var entity))
        {
            switch (entity)
            {
                case Multipart multipart:
                    foreach (var part in multipart.Reverse())
                    {
                        left.Push(part);
                    }

                    break;
                case MessagePart forwarded:
                    left.Push(forwarded.Message?.Body);
                    break;
                case MimePart part when part.Content is not null:
                    isFailureReport |= part.ContentType.IsMimeType("message", "feedback-report");
                    if (MayBeReport(part) && attachments++ < options.MaxEntries)
                    {
                        using var content = part.Content.Open();
                        var name = part.FileName ?? part.ContentType.MimeType;
                        Read(content, entry is null ? name : $"{entry}/{name}", nesting + 1);
                    }

                    break;
            }
        }

        if (attachments == 0)
        {
            Tell(entry, isFailureReport ? "The e-mail is a report of one failure (RFC 6591), no aggregate report." : "The e-mail has no report in it.", offset);
        }
        else if (attachments > options.MaxEntries)
        {
            Tell(entry, string.Create(CultureInfo.InvariantCulture, $"The e-mail has more than {options.MaxEntries} attachments: the rest is not read."), offset);
        }
    }

    /// <summary>By its type, its name, or what it holds: reporters label them in many ways.</summary>
    private static bool MayBeReport(MimePart part)
    {
        if (ReportTypes.Contains(part.ContentType.MimeType, StringComparer.OrdinalIgnoreCase)
            || ReportEndings.Any(ending => part.FileName?.EndsWith(ending, StringComparison.OrdinalIgnoreCase) == true))
        {
            return true;
        }

        Span<byte> head = stackalloc byte[512];
        using var content = part.Content!.Open();
        head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return ReportFormats.Tell(head) switch
        {
            ReportFormat.Gzip or ReportFormat.Zip => true,
            ReportFormat.Xml => head.IndexOf("<feedback"u8) >= 0,
            _ => false,
        };
    }
}
