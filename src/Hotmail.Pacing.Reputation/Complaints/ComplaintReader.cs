using System.Globalization;
using Hotmail.Pacing.Reputation.Complaints.Parsing;
using Hotmail.Pacing.Reputation.Dmarc.Parsing;
using MimeKit;

namespace Hotmail.Pacing.Reputation.Complaints;

/// <summary>
/// Reads complaints: e-mails, or mailbox files of them, in the Abuse Reporting Format (RFC 5965) and in both forms of Microsoft's JMRP. Bad data is never an exception: it
/// is an error with reason and position. May be used by several threads at once.
/// </summary>
public sealed class ComplaintReader
{
    private readonly ComplaintReaderOptions _options;

    /// <summary>A reader.</summary>
    /// <param name="options">Its limits; null for the defaults. Must not be changed any more.</param>
    public ComplaintReader(ComplaintReaderOptions? options = null) => _options = options ?? new ComplaintReaderOptions();

    /// <summary>Reads a file to its end.</summary>
    /// <param name="stream">The file's content. It need not be seekable, and is not closed.</param>
    /// <param name="fileName">The name to give it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The stream could not be read.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public ComplaintFile Read(Stream stream, string fileName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(fileName);
        var complaints = new List<Complaint>();
        var errors = new List<ComplaintError>();
        void Tell(string reason, long offset)
        {
            if (errors.Count < _options.MaxErrors)
            {
                errors.Add(new ComplaintError { File = fileName, Reason = reason, Position = string.Create(CultureInfo.InvariantCulture, $"byte {offset}") });
            }
        }

        using var content = new ReportStream(stream, cancellationToken) { MaxBytes = _options.MaxBytes };
        var head = content.Peek();
        if (ReportFormats.Tell(head) != ReportFormat.Mail)
        {
            Tell(head.IsEmpty ? "It is empty." : "It is no e-mail.", 0);
            return new ComplaintFile { Complaints = complaints, Errors = errors };
        }

        using var structure = new MailStructureStream(content, _options.MaxHeaders, _options.MaxHeaderBytes);
        var parser = new MimeParser(structure, head.StartsWith("From "u8) ? MimeFormat.Mbox : MimeFormat.Entity, persistent: false);
        var mails = 0;
        do
        {
            structure.Restart();
            try
            {
                using var message = parser.ParseMessage(cancellationToken);
                if (ComplaintParser.Parse(message, fileName, reason => Tell(reason, Math.Max(0, parser.MboxMarkerOffset))) is { } complaint)
                {
                    complaints.Add(complaint);
                }
            }
            catch (Exception exception) when (exception is FormatException or ReportLimitException or EndOfStreamException)
            {
                Tell(exception is ReportLimitException ? exception.Message : $"It cannot be read: {exception.Message}", content.Offset);
                break;
            }
        }
        while (!parser.IsEndOfStream && ++mails < _options.MaxComplaints);

        if (!parser.IsEndOfStream && mails >= _options.MaxComplaints)
        {
            Tell(string.Create(CultureInfo.InvariantCulture, $"It has more than {_options.MaxComplaints} e-mails: the rest is not read."), content.Offset);
        }

        return new ComplaintFile { Complaints = complaints, Errors = errors };
    }
}
