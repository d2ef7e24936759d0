namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>Gives pages of a spool back to the file system, a few at a time, once half of the file is free.</summary>
internal static class SpoolVacuum
{
    private const int PagesAtOnce = 32;
    private const int LeastPages = 128;

    /// <summary>One step of it.</summary>
    /// <returns>Whether there may be more to do.</returns>
    public static bool Step(SpoolDatabase database)
    {
        try
        {
            long pages = database.Number("PRAGMA page_count");
            long free = database.Number("PRAGMA freelist_count");
            bool mayHaveMore = free >= Math.Max(LeastPages, pages / 2);

            // Without more to do the log is carried over: only then the file becomes shorter.
            database.Execute(mayHaveMore ? $"PRAGMA incremental_vacuum({PagesAtOnce})" : "PRAGMA wal_checkpoint(PASSIVE)");
            return mayHaveMore;
        }
        catch (SpoolException)
        {
            return false; // Another time: nothing depends on it.
        }
    }
}
