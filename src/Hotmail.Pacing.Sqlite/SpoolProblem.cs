namespace Hotmail.Pacing.Sqlite;

/// <summary>What is wrong with a spool.</summary>
public enum SpoolProblem
{
    /// <summary>The file cannot be opened, read or written now; the message says what the system answered.</summary>
    Unavailable = 0,

    /// <summary>Another process, or another queue of this process, has it open: <see cref="SpoolException.OwnerProcessId"/>.</summary>
    InUse,

    /// <summary>A newer version of Hotmail.Pacing wrote it.</summary>
    NewerVersion,

    /// <summary>It is a database, but not a spool.</summary>
    NotASpool,

    /// <summary>It is not what was written: truncated, overwritten, or some of its bits have changed.</summary>
    Damaged,

    /// <summary>The file or its folder cannot be written to.</summary>
    ReadOnly,

    /// <summary>The disk is full, or would be but for the 64 MiB that are kept free for sending what was accepted. That stays in the spool and can be read and sent.</summary>
    DiskFull,
}
