namespace Hotmail.Pacing.Reputation.Sqlite;

/// <summary>What is wrong with a history.</summary>
public enum ReportHistoryProblem
{
    /// <summary>The file cannot be opened, read or written now; the message says what the system answered.</summary>
    Unavailable = 0,

    /// <summary>A newer version of Hotmail.Pacing wrote it.</summary>
    NewerVersion,

    /// <summary>It is no database, or one of another program.</summary>
    NotAHistory,

    /// <summary>It is not what was written: truncated, overwritten, or some of its bits have changed.</summary>
    Damaged,

    /// <summary>The file or its folder cannot be written to.</summary>
    ReadOnly,

    /// <summary>The disk is full.</summary>
    DiskFull,
}
