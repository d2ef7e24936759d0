using Hotmail.Pacing.Reputation.Dmarc.Sources;

namespace Hotmail.Pacing.Reputation.Dmarc.History;

/// <summary>
/// Adds what a <see cref="DmarcReportReader"/> reads to a history, report by report: each whole one when its end is read. One that breaks off is not added. What the
/// history throws ends the reading. Not thread-safe.
/// </summary>
public sealed class ReportHistoryImport : IDmarcReportVisitor
{
    private const int MaxSources = 100_000;
    private readonly IReportHistory _history;
    private readonly IDmarcReportVisitor? _next;
    private readonly SourceTable _sources = new(MaxSources, new DomainPool());
    private readonly Dictionary<ReportAddition, long> _counts = [];

    /// <summary>An import.</summary>
    /// <param name="history">Where to.</param>
    /// <param name="next">Who else is to be handed everything, such as a <see cref="DmarcReportSummary"/>; null: nobody.</param>
    public ReportHistoryImport(IReportHistory history, IDmarcReportVisitor? next = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        (_history, _next) = (history, next);
    }

    /// <summary>How many reports came to this.</summary>
    /// <param name="addition">What they came to.</param>
    public long Count(ReportAddition addition) => _counts.GetValueOrDefault(addition);

    /// <inheritdoc/>
    public void OnRecord(in DmarcRecord record)
    {
        _sources.Add(record);
        _next?.OnRecord(record);
    }

    /// <inheritdoc/>
    public void OnReport(DmarcReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        try
        {
            _next?.OnReport(report);
            if (report.IsComplete)
            {
                var addition = _history.Add(report, _sources.ByMessages());
                _counts[addition] = Count(addition) + 1;
            }
        }
        finally
        {
            _sources.Clear();
        }
    }

    /// <inheritdoc/>
    public void OnError(DmarcReportError problem) => _next?.OnError(problem);
}
