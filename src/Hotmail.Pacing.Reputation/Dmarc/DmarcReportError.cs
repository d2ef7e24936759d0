namespace Hotmail.Pacing.Reputation.Dmarc;

/// <summary>Something wrong with a file. What could still be understood was read: a file may have both errors and reports.</summary>
public sealed record DmarcReportError
{
    /// <summary>The name of the file, as it was given to the reader.</summary>
    public required string File { get; init; }

    /// <summary>What is wrong, in a sentence for people.</summary>
    public required string Reason { get; init; }

    /// <summary>
    /// Where: <c>line 5, column 10</c> in an XML document, else <c>byte 1234</c> (from 0); in an archive or an e-mail behind the name of the entry, as in
    /// <c>report.xml: line 5, column 10</c>.
    /// </summary>
    public required string Position { get; init; }
}
