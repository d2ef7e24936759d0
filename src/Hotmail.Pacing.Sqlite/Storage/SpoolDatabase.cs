using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>A connection to a spool's file. Used by one thread at a time.</summary>
internal sealed class SpoolDatabase : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly List<SpoolStatement> _statements = [];

    private SpoolDatabase(string file, SqliteConnection connection)
    {
        File = file;
        _connection = connection;
    }

    /// <summary>The file, with its full path.</summary>
    public string File { get; }

    public sqlite3 Handle => _connection.Handle!;

    /// <summary>Opens the file; makes an empty one if there is none and <paramref name="create"/> is set.</summary>
    public static SpoolDatabase Open(string file, bool create)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Cache = SqliteCacheMode.Private,
            Pooling = false,
        }.ToString());
        var database = new SpoolDatabase(file, connection);
        try
        {
            connection.Open();
            raw.sqlite3_extended_result_codes(connection.Handle, 1);

            // Somebody else may look into the spool: a tool, a backup.
            database.Execute("PRAGMA busy_timeout = 10000");
            return database;
        }
        catch (SqliteException exception)
        {
            database.Dispose();
            throw SpoolErrors.FromSqlite(file, exception.SqliteExtendedErrorCode, exception.Message, exception);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Prepares a statement that lives as long as the connection.</summary>
    public SpoolStatement Prepare(string sql)
    {
        var statement = new SpoolStatement(this, sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Runs one statement once.</summary>
    public void Execute(string sql)
    {
        using var statement = new SpoolStatement(this, sql);
        statement.Run();
    }

    /// <summary>The first column of a statement's first row.</summary>
    public long Number(string sql)
    {
        using var statement = new SpoolStatement(this, sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    public string Text(string sql)
    {
        using var statement = new SpoolStatement(this, sql);
        return statement.Step() ? statement.Text(0) : "";
    }

    public void RollBack()
    {
        // Some errors have ended the transaction already.
        if (raw.sqlite3_get_autocommit(Handle) == 0)
        {
            Execute("ROLLBACK");
        }
    }

    public void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Error(code);
        }
    }

    public SpoolException Error(int code) =>
        SpoolErrors.FromSqlite(File, raw.sqlite3_extended_errcode(Handle) is var extended and not 0 ? extended : code, raw.sqlite3_errmsg(Handle).utf8_to_string());

    public void Dispose()
    {
        foreach (SpoolStatement statement in _statements)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }
}
