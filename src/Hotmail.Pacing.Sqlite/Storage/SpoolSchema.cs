namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>The tables of a spool, and the way from each earlier version to the present one. The version is the database's <c>user_version</c>.</summary>
internal static class SpoolSchema
{
    /// <summary>The database's <c>application_id</c>: "HPac".</summary>
    private const int ApplicationId = 0x48506163;

    private const int PageSize = 32 << 10;

    /// <summary>In bytes, from which on the log is carried over into the file.</summary>
    private const int LogSize = 32 << 20;

    /// <summary>Step n leads from version n to n + 1. A step that was released is never changed.</summary>
    public static IReadOnlyList<string[]> Steps { get; } =
    [
        [
            // A message's number is that of its first delivery, and "part" is how far a delivery's number is from it: so the deliveries of a message are found without an index.
            "CREATE TABLE message (id INTEGER PRIMARY KEY, is_8bit INTEGER NOT NULL, crc INTEGER NOT NULL, bytes BLOB NOT NULL)",

            // All that is in memory while it waits, and read at the start: a narrow row.
            """
            CREATE TABLE delivery (id INTEGER PRIMARY KEY, part INTEGER NOT NULL, lane INTEGER NOT NULL, campaign INTEGER NOT NULL, kind INTEGER NOT NULL,
                accepted INTEGER NOT NULL, due INTEGER NOT NULL, expires INTEGER NOT NULL, attempts INTEGER NOT NULL, crc INTEGER NOT NULL)
            """,

            // The rest, read when it is taken or listed.
            """
            CREATE TABLE envelope (delivery INTEGER PRIMARY KEY, sender TEXT NOT NULL, recipients TEXT NOT NULL,
                reply_code INTEGER, reply_status INTEGER, reply_stage INTEGER, reply_text TEXT, crc INTEGER NOT NULL)
            """,
            // What is remembered of its attempts, numbered for each delivery.
            "CREATE TABLE attempt (delivery INTEGER NOT NULL, number INTEGER NOT NULL, attempt TEXT NOT NULL, crc INTEGER NOT NULL, PRIMARY KEY (delivery, number)) WITHOUT ROWID",

            // What became of recipients that were settled together, in the order of time, for as long as it is kept.
            "CREATE TABLE settled (id INTEGER PRIMARY KEY, delivery INTEGER NOT NULL, at INTEGER NOT NULL, record TEXT NOT NULL, crc INTEGER NOT NULL)",
            "CREATE INDEX settled_delivery ON settled (delivery)",
            """
            CREATE TABLE lane (id INTEGER PRIMARY KEY, source TEXT NOT NULL, destination_group TEXT NOT NULL, route TEXT NOT NULL, domain TEXT NOT NULL, crc INTEGER NOT NULL,
                UNIQUE (source, destination_group, route, domain))
            """,
            "CREATE TABLE campaign (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, crc INTEGER NOT NULL)",
            "CREATE TABLE path_state (source TEXT NOT NULL, destination_group TEXT NOT NULL, state TEXT NOT NULL, crc INTEGER NOT NULL, PRIMARY KEY (source, destination_group)) WITHOUT ROWID",
            "CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
            "INSERT INTO counter VALUES ('next_number', 1), ('highest_deleted', 0), ('identity', random())",

            // What other processes ask of the owner, and its answers. A number is never used again.
            "CREATE TABLE command (id INTEGER PRIMARY KEY AUTOINCREMENT, asked INTEGER NOT NULL, deadline INTEGER NOT NULL, request TEXT NOT NULL, begun INTEGER, answer TEXT)",
        ],
    ];

    /// <summary>Checks that a spool that another process uses is of this version.</summary>
    /// <exception cref="SpoolException">It is not.</exception>
    public static void CheckIsPresent(SpoolDatabase database)
    {
        long version = database.Number("PRAGMA user_version");
        if (database.Number("PRAGMA application_id") != ApplicationId)
        {
            throw new SpoolException(SpoolProblem.NotASpool, database.File, $"The file {database.File} is a database, but not a spool of Hotmail.Pacing.");
        }

        if (version != Steps.Count)
        {
            throw new SpoolException(
                version > Steps.Count ? SpoolProblem.NewerVersion : SpoolProblem.InUse,
                database.File,
                $"The spool {database.File} is in use and has the version {version}; this version of Hotmail.Pacing.Sqlite knows {Steps.Count}. Use the version of who has it.");
        }
    }

    /// <summary>Makes an empty file a spool, or brings one of an earlier version up to date.</summary>
    /// <exception cref="SpoolException">It is another program's, a newer version's, or damaged.</exception>
    public static void Prepare(SpoolDatabase database, IReadOnlyList<string[]> steps)
    {
        bool isNew = database.Number("PRAGMA page_count") == 0;
        long version = database.Number("PRAGMA user_version");
        if (!isNew && database.Number("PRAGMA application_id") != ApplicationId)
        {
            throw new SpoolException(SpoolProblem.NotASpool, database.File, $"The file {database.File} is a database, but not a spool of Hotmail.Pacing.");
        }

        if (version > steps.Count)
        {
            throw new SpoolException(
                SpoolProblem.NewerVersion,
                database.File,
                $"The spool {database.File} has the version {version}; this version of Hotmail.Pacing.Sqlite knows up to {steps.Count}. Use the version that wrote it, or a newer one.");
        }

        if (isNew)
        {
            // Both only possible while there is no table. With large pages a message takes a few of them, not dozens: SQLite's work is by the page.
            database.Execute($"PRAGMA page_size = {PageSize}");
            database.Execute("PRAGMA auto_vacuum = INCREMENTAL");
        }

        if (database.Text("PRAGMA journal_mode = WAL") is var mode && mode != "wal")
        {
            throw new SpoolException(SpoolProblem.Unavailable, database.File, $"The spool {database.File} is on a file system that cannot hold SQLite's write-ahead log (it uses '{mode}').");
        }

        database.Execute("PRAGMA synchronous = FULL");
        database.Execute($"PRAGMA wal_autocheckpoint = {LogSize / PageSize}");
        database.Execute("PRAGMA journal_size_limit = 67108864");
        if (version == steps.Count)
        {
            return;
        }

        database.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (string sql in steps.Skip((int)version).SelectMany(static step => step))
            {
                database.Execute(sql);
            }

            database.Execute($"PRAGMA application_id = {ApplicationId}");
            database.Execute($"PRAGMA user_version = {steps.Count}");
            database.Execute("COMMIT");
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }
}
