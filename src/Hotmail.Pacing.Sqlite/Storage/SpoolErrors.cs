using SQLitePCL;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>Says what SQLite's and the system's errors mean for a spool.</summary>
internal static class SpoolErrors
{
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;

    /// <summary>SQLITE_IOERR_SHMSIZE: the -shm file beside the log could not be made as long as it must be.</summary>
    private const int NoRoomForSharedMemory = raw.SQLITE_IOERR | (19 << 8);

    /// <summary>An error of SQLite, by its (extended) code.</summary>
    public static SpoolException FromSqlite(string file, int code, string text, Exception? inner = null)
    {
        SpoolProblem problem = ProblemOf(code);
        string says = $"SQLite says: {text} ({code})";
        return new SpoolException(problem, file, problem switch
        {
            SpoolProblem.Damaged => $"The spool {file} is damaged. {says}.",
            SpoolProblem.DiskFull => $"The disk of the spool {file} is full. What was accepted before is kept, and nothing since. {says}.",
            SpoolProblem.ReadOnly => $"The spool {file} or its folder cannot be written to. {says}.",
            _ => $"The spool {file} cannot be used now. {says}.",
        }, inner);
    }

    /// <summary>An error of the file system.</summary>
    public static SpoolException FromSystem(string file, Exception exception)
    {
        SpoolProblem problem = exception switch
        {
            UnauthorizedAccessException => SpoolProblem.ReadOnly,
            IOException { HResult: ReadOnlyFileSystem } => SpoolProblem.ReadOnly,
            IOException { HResult: NoSpace or unchecked((int)0x80070070) } => SpoolProblem.DiskFull,
            _ => SpoolProblem.Unavailable,
        };
        return new SpoolException(problem, file, problem switch
        {
            SpoolProblem.ReadOnly => $"The spool {file} or its folder cannot be written to: {exception.Message}",
            SpoolProblem.DiskFull => $"The disk of the spool {file} is full: {exception.Message}",
            _ => $"The spool {file} cannot be opened: {exception.Message}",
        }, exception);
    }

    public static SpoolException Damaged(string file, string what) =>
        new(SpoolProblem.Damaged, file, $"The spool {file} is damaged: {what}.");

    private static SpoolProblem ProblemOf(int code) => (code & 0xFF) switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => SpoolProblem.Damaged,
        raw.SQLITE_FULL => SpoolProblem.DiskFull,
        raw.SQLITE_IOERR when code == NoRoomForSharedMemory => SpoolProblem.DiskFull,
        raw.SQLITE_READONLY or raw.SQLITE_PERM => SpoolProblem.ReadOnly,
        _ => SpoolProblem.Unavailable,
    };
}
