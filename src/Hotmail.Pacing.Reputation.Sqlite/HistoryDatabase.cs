using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Hotmail.Pacing.Reputation.Sqlite;

/// <summary>The open file. One thread at a time.</summary>
internal sealed class HistoryDatabase : IDisposable
{
    /// <summary>The database's <c>application_id</c>: "HRep".</summary>
    private const int ApplicationId = 0x48526570;

    /// <summary>Seconds to wait for another process.</summary>
    private const int BusyTimeout = 30;

    /// <summary>Step n leads from version n to n + 1. A step that was released is never changed.</summary>
    private static readonly string[][] Steps =
    [
        [
            """
            CREATE TABLE report (day INTEGER NOT NULL, organization TEXT NOT NULL, report_id TEXT NOT NULL, domain TEXT NOT NULL, begin_at INTEGER NOT NULL, end_at INTEGER NOT NULL,
                PRIMARY KEY (organization, report_id, domain, begin_at, end_at)) WITHOUT ROWID
            """,
            "CREATE INDEX report_day ON report (day)",
            $"""
            CREATE TABLE total (day INTEGER NOT NULL, domain TEXT NOT NULL, source TEXT NOT NULL, {string.Join(", ", HistoryCounts.Names.Select(static name => $"{name} INTEGER NOT NULL"))},
                PRIMARY KEY (day, domain, source)) WITHOUT ROWID
            """,
        ],
    ];

    private readonly SqliteConnection _connection;

    public HistoryDatabase(string file)
    {
        File = Path.GetFullPath(file);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false, DefaultTimeout = BusyTimeout }.ConnectionString);
        try
        {
            Guarded(() =>
            {
                _connection.Open();
                Prepare();
                return 0;
            });
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public string File { get; }

    /// <summary>Does something, and words what goes wrong.</summary>
    /// <exception cref="ReportHistoryException">It went wrong.</exception>
    public T Guarded<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception exception) when (exception is InvalidCastException or ArgumentOutOfRangeException or OverflowException)
        {
            // A value that is no history's: SQLite keeps whatever somebody writes into a column.
            throw new ReportHistoryException(ReportHistoryProblem.Damaged, File, $"The history {File} is damaged ({exception.Message})", exception);
        }
        catch (SqliteException exception)
        {
            var (problem, what) = exception.SqliteErrorCode switch
            {
                5 or 6 => (ReportHistoryProblem.Unavailable, "is in use by another process that does not let go of it"),
                8 => (ReportHistoryProblem.ReadOnly, "cannot be written to"),
                11 => (ReportHistoryProblem.Damaged, "is damaged"),
                13 => (ReportHistoryProblem.DiskFull, "has no room: the disk is full"),
                26 => (ReportHistoryProblem.NotAHistory, "is no database"),
                _ => (ReportHistoryProblem.Unavailable, "cannot be used"),
            };
            throw new ReportHistoryException(problem, File, $"The history {File} {what} ({exception.Message})", exception);
        }
    }

    /// <summary>All of it, or nothing.</summary>
    public T Write<T>(Func<T> act) => Guarded(() =>
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        var result = act();
        transaction.Commit();
        return result;
    });

    public SqliteCommand Command(string sql, params (string Name, object Value)[] values)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The texts are this package's own; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    public int Execute(string sql, params (string Name, object Value)[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();

    private void Prepare()
    {
        if (Number("PRAGMA application_id") != ApplicationId || Number("PRAGMA user_version") < Steps.Length)
        {
            Migrate();
        }

        if (Number("PRAGMA user_version") is var version && version > Steps.Length)
        {
            throw new ReportHistoryException(
                ReportHistoryProblem.NewerVersion, File, string.Create(CultureInfo.InvariantCulture, $"The history {File} has the version {version}; this version of Hotmail.Pacing.Reputation.Sqlite knows {Steps.Length}."));
        }

        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = NORMAL");
    }

    /// <summary>Under the lock of a writer, for two processes may begin at once.</summary>
    private void Migrate()
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        var isNew = Number("SELECT count(*) FROM sqlite_schema") == 0;
        if (!isNew && Number("PRAGMA application_id") != ApplicationId)
        {
            throw new ReportHistoryException(ReportHistoryProblem.NotAHistory, File, $"The file {File} is a database, but no history of reports.");
        }

        for (var version = (int)Number("PRAGMA user_version"); version < Steps.Length; version++)
        {
            foreach (var statement in Steps[version])
            {
                Execute(statement);
            }
        }

        if (Number("PRAGMA user_version") < Steps.Length)
        {
            Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
            Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Steps.Length}"));
        }

        transaction.Commit();
    }

    private long Number(string sql)
    {
        using var command = Command(sql);
        return (long)command.ExecuteScalar()!;
    }
}
