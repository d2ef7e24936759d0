namespace Hotmail.Pacing.Reputation.Dmarc.History;

/// <summary>Keeps the sums of aggregate reports over the time: by day, domain and source. May be used by several threads at once.</summary>
public interface IReportHistory
{
    /// <summary>Adds a report, unless it was added before.</summary>
    /// <param name="report">A whole report.</param>
    /// <param name="sources">Its sources.</param>
    /// <returns>What became of it.</returns>
    ReportAddition Add(DmarcReport report, IReadOnlyList<DmarcSource> sources);

    /// <summary>The sums of each day that there are reports of, the earliest first.</summary>
    /// <param name="range">Which days, and of what domain.</param>
    IReadOnlyList<DmarcHistoryDay> ListDays(DmarcHistoryRange range);

    /// <summary>The sums of each source, those with the most messages first.</summary>
    /// <param name="range">Which days, and of what domain.</param>
    /// <param name="max">The most sources.</param>
    IReadOnlyList<DmarcHistorySource> ListSources(DmarcHistoryRange range, int max);

    /// <summary>The sums over all days and sources of a range, with its pass rates.</summary>
    /// <param name="range">Which days, and of what domain.</param>
    DmarcTotals Sum(DmarcHistoryRange range);
}
