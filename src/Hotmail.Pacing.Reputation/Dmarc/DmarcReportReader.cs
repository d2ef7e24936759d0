using Hotmail.Pacing.Reputation.Dmarc.Parsing;

namespace Hotmail.Pacing.Reputation.Dmarc;

/// <summary>
/// Reads DMARC aggregate reports, of RFC 7489 (appendix C) and of its successor, from XML, gzip, ZIP and whole e-mails, in any of these within another. What a file is
/// is told by its first bytes, not by its name. Bad data is never an exception: it is an error with reason and position. May be used by several threads at once.
/// </summary>
public sealed class DmarcReportReader
{
    private readonly DmarcReportReaderOptions _options;

    /// <summary>A reader.</summary>
    /// <param name="options">Its limits; null for the defaults. Must not be changed any more.</param>
    public DmarcReportReader(DmarcReportReaderOptions? options = null) => _options = options ?? new DmarcReportReaderOptions();

    /// <summary>Reads a file to its end, and hands over what is in it, piece by piece, on the caller's thread.</summary>
    /// <param name="stream">The file's content. It need not be seekable, and is not closed.</param>
    /// <param name="fileName">The name to give it in reports and errors.</param>
    /// <param name="visitor">Who is handed the records, reports and errors.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The stream could not be read.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public void Read(Stream stream, string fileName, IDmarcReportVisitor visitor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(visitor);
        new ReportFile(fileName, visitor, _options, cancellationToken).Read(stream, entry: null, nesting: 0);
    }
}
