namespace Hotmail.Pacing.Reputation.Sqlite;

/// <summary>What a history keeps.</summary>
public sealed class ReportHistoryOptions
{
    /// <summary>For how many days back from today a report's day is kept.</summary>
    /// <value>400: a year, to compare with.</value>
    public int KeepDays { get; set; } = 400;
}
