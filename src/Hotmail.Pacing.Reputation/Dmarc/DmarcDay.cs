namespace Hotmail.Pacing.Reputation.Dmarc;

/// <summary>The sums of all reports that begin on a day: a point of the trend.</summary>
public sealed class DmarcDay
{
    internal DmarcDay(DateOnly date) => Date = date;

    /// <summary>The day, in UTC.</summary>
    public DateOnly Date { get; }

    /// <summary>The sums.</summary>
    public DmarcTotals Totals { get; } = new();
}
