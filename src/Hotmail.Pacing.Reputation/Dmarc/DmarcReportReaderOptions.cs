namespace Hotmail.Pacing.Reputation.Dmarc;

/// <summary>How much a <see cref="DmarcReportReader"/> takes from one file. What is past a limit is an error with its position; memory stays bounded whatever a file holds.</summary>
public sealed class DmarcReportReaderOptions
{
    /// <summary>The most bytes of XML, and of archives within archives, unpacked, of a whole file.</summary>
    /// <value>2 GiB: some 3,000,000 records.</value>
    public long MaxUnpackedBytes { get; set; } = 2L << 30;

    /// <summary>The most bytes between one piece of markup and the next: blanks, comments, or a single text, name or attribute; and of one line or header of an e-mail.</summary>
    /// <value>1 MiB.</value>
    public int MaxMarkupBytes { get; set; } = 1 << 20;

    /// <summary>The most bytes of a ZIP archive or an e-mail, which are read into memory.</summary>
    /// <value>64 MiB.</value>
    public int MaxContainerBytes { get; set; } = 64 << 20;

    /// <summary>The most entries of a ZIP archive, and the most attachments of an e-mail, which may have 20 times as many headers and parts.</summary>
    /// <value>1,000.</value>
    public int MaxEntries { get; set; } = 1_000;

    /// <summary>How deep archives and e-mails may lie within each other.</summary>
    /// <value>4: a forwarded e-mail with an archive of packed reports.</value>
    public int MaxNesting { get; set; } = 4;

    /// <summary>The most reports from one file. The rest is not read.</summary>
    /// <value>10,000.</value>
    public int MaxReports { get; set; } = 10_000;

    /// <summary>The most errors told of one file. More are not told.</summary>
    /// <value>100.</value>
    public int MaxErrors { get; set; } = 100;
}
