namespace Hotmail.Pacing.Reputation.Dmarc;

/// <summary>An aggregate report: what its head says, and the sums of its records. Texts are cut at 256 characters.</summary>
public sealed class DmarcReport
{
    internal DmarcReport(string file, string? entry)
    {
        File = file;
        Entry = entry;
    }

    /// <summary>The name of the file it was read from, as it was given to the reader.</summary>
    public string File { get; }

    /// <summary>Where in the file it was, for an archive or an e-mail: the name of the entry or attachment; else null.</summary>
    public string? Entry { get; }

    /// <summary>Who wrote it (<c>org_name</c>); empty where it does not say.</summary>
    public string Organization { get; internal set; } = "";

    /// <summary>Its number, given by who wrote it (<c>report_id</c>); empty where it does not say.</summary>
    public string ReportId { get; internal set; } = "";

    /// <summary>The domain whose published policy it is about; empty where it does not say.</summary>
    public string Domain { get; internal set; } = "";

    /// <summary>The policy that the receiver found published (<c>p</c>), or null where the report does not say.</summary>
    public string? Policy { get; internal set; }

    /// <summary>The first second it is about, in Unix seconds, or null where the report's text is no such number.</summary>
    public long? Begin { get; internal set; }

    /// <summary>The last second it is about, in Unix seconds, or null where the report's text is no such number.</summary>
    public long? End { get; internal set; }

    /// <summary>The sums of its records.</summary>
    public DmarcTotals Totals { get; } = new();

    /// <summary>
    /// The name of the file that the same report (the same organisation, number, domain and range) was read from before, where a <see cref="DmarcReportSummary"/> has met it
    /// before and so counts it nowhere but here; else null.
    /// </summary>
    public string? DuplicateOf { get; internal set; }

    /// <summary>It was read to its end. If not, its records are the first ones only, and an error says where it broke off.</summary>
    public bool IsComplete { get; internal set; }
}
