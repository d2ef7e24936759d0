namespace Hotmail.Pacing.Reputation.Dmarc.History;

/// <summary>A day of a history.</summary>
public sealed record DmarcHistoryDay
{
    /// <summary>The day, in UTC, on which the reports begin.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The sums.</summary>
    public required DmarcTotals Totals { get; init; }
}
