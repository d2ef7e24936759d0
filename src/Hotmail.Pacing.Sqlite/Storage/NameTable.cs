namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>A table of texts that many deliveries share, found by their numbers and by themselves. Used by the writer's thread.</summary>
/// <typeparam name="T">What a row says.</typeparam>
internal sealed class NameTable<T>
    where T : notnull
{
    private const int MostRemembered = 10_000;

    private readonly Dictionary<T, long> _numbers = [];
    private readonly Action<SpoolStatement, T> _bind;
    private readonly Func<T, uint> _crc;
    private readonly SpoolStatement _find;
    private readonly SpoolStatement _insert;
    private readonly int _columns;

    public NameTable(SpoolDatabase database, string table, string[] columns, Action<SpoolStatement, T> bind, Func<T, uint> crc)
    {
        _bind = bind;
        _crc = crc;
        _columns = columns.Length;
        _find = database.Prepare($"SELECT id FROM {table} WHERE {string.Join(" AND ", columns.Select(static (column, index) => $"{column} = ?{index + 1}"))}");
        _insert = database.Prepare(
            $"INSERT INTO {table} ({string.Join(", ", columns)}, crc) VALUES ({string.Join(", ", Enumerable.Range(1, columns.Length + 1).Select(static index => $"?{index}"))}) RETURNING id");
    }

    /// <summary>The number of a row, which is made if there is none.</summary>
    public long NumberOf(T value)
    {
        if (_numbers.TryGetValue(value, out long number))
        {
            return number;
        }

        _bind(_find, value);
        if (!TryReadNumber(_find, out number))
        {
            _bind(_insert, value);
            _insert.Bind(_columns + 1, _crc(value));
            TryReadNumber(_insert, out number);
        }

        if (_numbers.Count == MostRemembered)
        {
            _numbers.Clear();
        }

        _numbers.Add(value, number);
        return number;
    }

    /// <summary>After a transaction that failed: what it made is gone.</summary>
    public void Forget() => _numbers.Clear();

    private static bool TryReadNumber(SpoolStatement statement, out long number)
    {
        number = 0;
        if (!statement.Step())
        {
            return false;
        }

        number = statement.Long(0);
        while (statement.Step())
        {
        }

        return true;
    }
}
