namespace Hotmail.Pacing.Reputation.Dmarc;

/// <summary>
/// Is handed what a <see cref="DmarcReportReader"/> reads, as it reads it. A report's records come first, then the report: its head may stand anywhere in the document.
/// What a visitor throws ends the reading and reaches its caller.
/// </summary>
public interface IDmarcReportVisitor
{
    /// <summary>A record of the report that <see cref="OnReport"/> is called for next.</summary>
    /// <param name="record">The record.</param>
    void OnRecord(in DmarcRecord record);

    /// <summary>The end of a report, or the place where it broke off (<see cref="DmarcReport.IsComplete"/>).</summary>
    /// <param name="report">The report, with the sums of its records.</param>
    void OnReport(DmarcReport report);

    /// <summary>Something is wrong.</summary>
    /// <param name="problem">What and where.</param>
    void OnError(DmarcReportError problem);
}
