using Hotmail.Pacing.Reputation.Dmarc.History;

namespace Hotmail.Pacing.Tool.Dmarc;

/// <summary>What a history has to show after reports were added to it.</summary>
/// <param name="Days">Its last days.</param>
/// <param name="Added">How many reports were added.</param>
/// <param name="Known">How many it had before.</param>
/// <param name="NotKept">How many are too old for it, or without a day.</param>
internal sealed record HistoryTrend(IReadOnlyList<DmarcHistoryDay> Days, long Added, long Known, long NotKept)
{
    private const int MaxDays = 30;

    public static HistoryTrend Read(IReportHistory history, ReportHistoryImport import) => new(
        [.. history.ListDays(default).TakeLast(MaxDays)],
        import.Count(ReportAddition.Added),
        import.Count(ReportAddition.Known),
        import.Count(ReportAddition.TooOld) + import.Count(ReportAddition.WithoutDay));
}
