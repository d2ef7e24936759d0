using Hotmail.Pacing.Reputation.Dmarc.Sources;

namespace Hotmail.Pacing.Reputation.Dmarc;

/// <summary>
/// Sums what a <see cref="DmarcReportReader"/> reads from any number of files: by report, by source, by day. A report counts whole or, where it broke off, not at all:
/// half of one would give wrong rates, and what its sender mends and sends again would count twice. A report given again (the same organisation, number, domain and range)
/// is listed again and counts once: <see cref="DmarcReport.DuplicateOf"/>. Not thread-safe.
/// </summary>
public sealed class DmarcReportSummary : IDmarcReportVisitor
{
    private readonly List<DmarcReport> _reports = [];
    private readonly Dictionary<(string Organization, string ReportId, string Domain, long Begin, long End), string> _known = [];
    private readonly List<DmarcReportError> _errors = [];
    private readonly SourceTable _sources;
    private readonly SourceTable _pending;
    private readonly Dictionary<DateOnly, DmarcDay> _days = [];

    /// <summary>An empty summary.</summary>
    /// <param name="maxSources">The most sources that are told apart, which bounds its memory (some 400 bytes each, and their domains). What comes from more is summed as one, without an address.</param>
    public DmarcReportSummary(int maxSources = 100_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxSources);
        MaxSources = maxSources;
        var domains = new DomainPool();
        _sources = new SourceTable(maxSources, domains);
        _pending = new SourceTable(maxSources, domains);
    }

    /// <summary>The most sources that are told apart.</summary>
    public int MaxSources { get; }

    /// <summary>The whole reports, in the order in which they were read, duplicates too.</summary>
    public IReadOnlyList<DmarcReport> Reports => _reports;

    /// <summary>What was wrong, in the order in which it was found.</summary>
    public IReadOnlyList<DmarcReportError> Errors => _errors;

    /// <summary>The sums over all reports but duplicates.</summary>
    public DmarcTotals Totals { get; } = new();

    /// <summary>The sources, those with the most messages first.</summary>
    public IReadOnlyList<DmarcSource> Sources => _sources.ByMessages();

    /// <summary>The days, the earliest first. Reports without a date count for none.</summary>
    public IReadOnlyList<DmarcDay> Days => [.. _days.Values.OrderBy(day => day.Date)];

    /// <inheritdoc/>
    public void OnRecord(in DmarcRecord record) => _pending.Add(record);

    /// <inheritdoc/>
    public void OnReport(DmarcReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.IsComplete)
        {
            _reports.Add(report);
            if (IsNew(report))
            {
                Totals.Add(report.Totals);
                _sources.Add(_pending);
                AddDay(report);
            }
        }

        _pending.Clear();
    }

    /// <inheritdoc/>
    public void OnError(DmarcReportError problem) => _errors.Add(problem);

    /// <summary>One without a number or a range cannot be told from others: it is new.</summary>
    private bool IsNew(DmarcReport report)
    {
        if (report is not { ReportId.Length: > 0, Begin: { } begin, End: { } end })
        {
            return true;
        }

        var identity = (report.Organization, report.ReportId, report.Domain.ToLowerInvariant(), begin, end);
        if (_known.TryGetValue(identity, out var file))
        {
            report.DuplicateOf = file;
            return false;
        }

        _known.Add(identity, report.File);
        return true;
    }

    private void AddDay(DmarcReport report)
    {
        const long Earliest = -62_135_596_800;
        const long Latest = 253_402_300_799;
        if (report.Begin is not (>= Earliest and <= Latest) || report.Begin is not { } begin)
        {
            return;
        }

        var date = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(begin).UtcDateTime);
        if (!_days.TryGetValue(date, out var day))
        {
            _days.Add(date, day = new DmarcDay(date));
        }

        day.Totals.Add(report.Totals);
    }
}
