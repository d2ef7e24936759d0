using System.Buffers;
using System.Text;
using SQLitePCL;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>A prepared statement, used again and again by one thread at a time. SQLite's own calls: a million rows are read at the start, and each costs a few of them.</summary>
internal sealed class SpoolStatement : IDisposable
{
    private readonly SpoolDatabase _database;
    private readonly sqlite3_stmt _handle;

    public SpoolStatement(SpoolDatabase database, string sql)
    {
        _database = database;
        _database.Check(raw.sqlite3_prepare_v2(database.Handle, sql, out _handle));
    }

    public SpoolStatement Bind(int parameter, long value)
    {
        _database.Check(raw.sqlite3_bind_int64(_handle, parameter, value));
        return this;
    }

    public SpoolStatement Bind(int parameter, long? value) => value is { } present ? Bind(parameter, present) : BindNull(parameter);

    public SpoolStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        _database.Check(raw.sqlite3_bind_blob(_handle, parameter, value));
        return this;
    }

    public SpoolStatement Bind(int parameter, string? value)
    {
        if (value is null)
        {
            return BindNull(parameter);
        }

        byte[] bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length) + 1);
        int length = Encoding.UTF8.GetBytes(value, bytes);
        int code = raw.sqlite3_bind_text(_handle, parameter, bytes.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(bytes);
        _database.Check(code);
        return this;
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one; when there is none the statement is ready for its next use.</returns>
    public bool Step()
    {
        int code = raw.sqlite3_step(_handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code == raw.SQLITE_DONE)
        {
            Reset();
            return false;
        }

        SpoolException exception = _database.Error(code);
        Reset();
        throw exception;
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(_database.Handle);
    }

    public void Reset() => raw.sqlite3_reset(_handle);

    public long Long(int column) => raw.sqlite3_column_int64(_handle, column);

    public int Int(int column) => raw.sqlite3_column_int(_handle, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

    /// <summary>The bytes of a blob or a text; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public void Dispose() => _handle.Dispose();

    private SpoolStatement BindNull(int parameter)
    {
        _database.Check(raw.sqlite3_bind_null(_handle, parameter));
        return this;
    }
}
