namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>
/// The room on the disk that acceptance leaves free, as a mail server does (Postfix: <c>queue_minfree</c>). To settle what was sent, and to carry SQLite's log over into the database,
/// takes room before it makes any: on a disk that mail has filled to the last byte neither would ever go on.
/// </summary>
internal static class DiskReserve
{
    /// <summary>More than the log grows to between two checkpoints, together with what the database grows by at the second.</summary>
    public const long Size = 64 << 20;

    /// <summary>Whether the disk has room for what is to be accepted, beside the reserve.</summary>
    /// <param name="free">The bytes that are free.</param>
    /// <param name="bytes">The size of what is to be accepted: it is in the log first, and then in the database too.</param>
    public static bool HasRoom(long free, long bytes) => free - (2 * bytes) >= Size;

    /// <summary>Refuses what the disk has no room for.</summary>
    /// <param name="file">The spool's file.</param>
    /// <param name="bytes">The size of what is to be accepted.</param>
    /// <exception cref="SpoolException">The disk is full but for the reserve.</exception>
    public static void Check(string file, long bytes)
    {
        long free;
        try
        {
            free = new DriveInfo(Path.GetDirectoryName(file)!).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return; // Not every file system says. A write that fails is reported all the same.
        }

        if (!HasRoom(free, bytes))
        {
            throw new SpoolException(
                SpoolProblem.DiskFull,
                file,
                $"The disk of the spool {file} is full: {free >> 20} MiB are left, and {Size >> 20} MiB are kept free for sending what was accepted. Nothing of this call was kept; what was accepted before is.");
        }
    }
}
