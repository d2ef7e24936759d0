namespace Hotmail.Pacing.Reputation.Complaints;

/// <summary>How much a <see cref="ComplaintReader"/> takes from one file. What is past a limit is an error with its position.</summary>
public sealed class ComplaintReaderOptions
{
    /// <summary>The most bytes of a file.</summary>
    /// <value>64 MiB.</value>
    public int MaxBytes { get; set; } = 64 << 20;

    /// <summary>The most e-mails of a mailbox file.</summary>
    /// <value>10,000.</value>
    public int MaxComplaints { get; set; } = 10_000;

    /// <summary>The most headers and parts of an e-mail.</summary>
    /// <value>2,000.</value>
    public int MaxHeaders { get; set; } = 2_000;

    /// <summary>The most bytes of a line or header of an e-mail.</summary>
    /// <value>64 KiB.</value>
    public int MaxHeaderBytes { get; set; } = 64 << 10;

    /// <summary>The most errors told of one file. More are not told.</summary>
    /// <value>100.</value>
    public int MaxErrors { get; set; } = 100;
}
