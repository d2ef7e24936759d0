using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Hotmail.Pacing.Reputation.Dmarc.Parsing;

/// <summary>Reads one file, and the contents that lie within it.</summary>
internal sealed partial class ReportFile(string fileName, IDmarcReportVisitor visitor, DmarcReportReaderOptions options, CancellationToken cancellationToken)
{
    private long _unpacked;
    private int _reports;
    private int _errors;

    /// <param name="content">What to read.</param>
    /// <param name="entry">Its name within the file, or null where it is the file.</param>
    /// <param name="nesting">How many contents it lies in.</param>
    public void Read(Stream content, string? entry, int nesting)
    {
        using var stream = new ReportStream(content, cancellationToken);
        var isNested = nesting > 0;
        try
        {
            ReadByFormat(stream, entry, nesting);
        }
        finally
        {
            _unpacked = isNested ? _unpacked + stream.Offset : _unpacked;
        }
    }

    private void ReadByFormat(ReportStream stream, string? entry, int nesting)
    {
        ReportFormat format;
        byte[] head;
        try
        {
            head = stream.Peek().ToArray();
            format = ReportFormats.Tell(head);
        }
        catch (Exception exception) when (IsBadData(exception))
        {
            Tell(entry, Unreadable(exception), 0);
            return;
        }

        stream.MaxBytes = options.MaxUnpackedBytes - _unpacked;
        if (nesting > options.MaxNesting && format != ReportFormat.Xml)
        {
            Tell(entry, string.Create(CultureInfo.InvariantCulture, $"It lies in more than {options.MaxNesting} archives and e-mails: not read."), 0);
            return;
        }

        switch (format)
        {
            case ReportFormat.Xml:
                ReadDocument(stream, head, entry);
                break;
            case ReportFormat.Gzip:
                using (var unpacked = new GZipStream(stream, CompressionMode.Decompress))
                {
                    Read(unpacked, entry, nesting + 1);
                }

                break;
            case ReportFormat.Zip:
                ReadArchive(stream, entry, nesting);
                break;
            case ReportFormat.Mail:
                ReadMail(stream, head, entry, nesting);
                break;
            default:
                Tell(entry, format == ReportFormat.Empty ? "It is empty." : "It is neither XML, gzip, ZIP nor an e-mail.", 0);
                break;
        }
    }

    private void ReadDocument(ReportStream stream, byte[] head, string? entry)
    {
        Utf8ReportText? utf8 = null;
        AggregateReportParser? parser = null;
        var reports = _reports;
        var isOver = false;
        try
        {
            while (!isOver)
            {
                var step = AggregateReportParser.Step.DocumentEnd;
                try
                {
                    parser ??= Open(stream, head, entry, out utf8);
                    step = parser.Next();
                }
                catch (Exception exception) when (IsBadData(exception))
                {
                    TellBrokenOff(exception, stream, head, parser, entry);
                    BreakOff(parser);
                    return;
                }
                catch (Exception exception) when (exception is IOException or OperationCanceledException)
                {
                    // So that what was handed over of the report does not count for the next one.
                    BreakOff(parser);
                    throw;
                }

                isOver = HandOver(step, parser);
            }
        }
        finally
        {
            parser?.Dispose();
        }

        if (utf8?.FirstBadByte is { } offset)
        {
            Tell(entry, "It is not UTF-8: bytes that are none were read as U+FFFD. Told once.", offset + ReportFormats.Blanks(head));
        }

        if (reports == _reports)
        {
            Tell(entry, "It has no element 'feedback': no DMARC aggregate report.", "line 1, column 1");
        }
    }

    private void BreakOff(AggregateReportParser? parser)
    {
        if (parser?.Report is { IsComplete: false } broken)
        {
            _reports++;
            visitor.OnReport(broken);
        }
    }

    /// <summary>True when nothing more is to be read.</summary>
    private bool HandOver(AggregateReportParser.Step step, AggregateReportParser parser)
    {
        switch (step)
        {
            case AggregateReportParser.Step.Record:
                visitor.OnRecord(parser.Record);
                return false;
            case AggregateReportParser.Step.ReportEnd:
                _reports++;
                visitor.OnReport(parser.Report!);
                return _reports >= options.MaxReports;
            default:
                return true;
        }
    }

    private AggregateReportParser Open(ReportStream stream, byte[] head, string? entry, out Utf8ReportText? utf8)
    {
        // XmlReader takes nothing before the XML declaration.
        var before = head.AsSpan(0, ReportFormats.Blanks(head)).ToArray();
        stream.ReadExactly(before);
        stream.MaxStretch = options.MaxMarkupBytes;
        var encoding = ReportFormats.DeclaredEncoding(head);
        utf8 = encoding is null ? new Utf8ReportText(stream) : null;
        TextReader text = utf8 is not null ? utf8 : new StreamReader(stream, encoding!);
        var elements = new ReportElements(text, stream.MarkProgress, before.AsSpan().Count((byte)'\n'), (reason, position) => Tell(entry, reason, position));
        return new AggregateReportParser(elements, () => new DmarcReport(fileName, entry));
    }

    private void TellBrokenOff(Exception exception, ReportStream stream, byte[] head, AggregateReportParser? parser, string? entry)
    {
        var reason = exception is XmlException xml ? NotWellFormed(xml) : Unreadable(exception);
        if (parser?.Report is { IsComplete: true })
        {
            reason += " The report before that is whole.";
        }

        if (exception is XmlException { LineNumber: > 0 } placed && parser is not null)
        {
            Tell(entry, reason, parser.PositionOf(placed));
        }
        else
        {
            // An exception about a DTD does not say where it is.
            var dtd = exception is XmlException ? head.AsSpan().IndexOf("<!DOCTYPE"u8) : -1;
            Tell(entry, reason, dtd < 0 ? stream.Offset : dtd);
        }
    }

    private void Tell(string? entry, string reason, long offset) => Tell(entry, reason, string.Create(CultureInfo.InvariantCulture, $"byte {offset}"));

    private void Tell(string? entry, string reason, string position)
    {
        if (_errors++ < options.MaxErrors)
        {
            visitor.OnError(new DmarcReportError { File = fileName, Reason = reason, Position = entry is null ? position : $"{entry}: {position}" });
        }
    }

    /// <summary>What the readers of bad data throw; not what a caller's stream or visitor may.</summary>
    private static bool IsBadData(Exception exception) =>
        exception is XmlException or InvalidDataException or FormatException or EndOfStreamException or ReportLimitException or NotSupportedException
            or DecoderFallbackException;

    private static string Unreadable(Exception exception) => exception is ReportLimitException ? exception.Message : $"It cannot be read: {exception.Message}";

    private static string NotWellFormed(XmlException exception)
    {
        if (exception.Message.Contains("DTD", StringComparison.Ordinal))
        {
            return "It has a DTD, which no report needs, and which can make a few bytes expand to gigabytes: not read.";
        }

        var place = exception.Message.LastIndexOf(" Line ", StringComparison.Ordinal);
        return $"It is not well-formed XML: {(place < 0 ? exception.Message : exception.Message[..place])}";
    }
}
