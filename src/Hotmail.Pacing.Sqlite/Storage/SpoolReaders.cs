using System.Diagnostics.CodeAnalysis;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>Readers for as many threads as read at the same time. A read takes microseconds where the system has the page in memory.</summary>
internal sealed class SpoolReaders(string file) : IDisposable
{
    private const int MostIdle = 8;

    private readonly object _lock = new();
    private readonly Stack<SpoolReader> _idle = [];
    private bool _disposed;

    [SuppressMessage("Reliability", "CA2000", Justification = "Return keeps the reader, or disposes of it.")]
    public T Read<TKey, T>(TKey key, Func<SpoolReader, TKey, T> read)
    {
        SpoolReader? reader;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteDeliveryQueue));
            _idle.TryPop(out reader);
        }

        reader ??= new SpoolReader(file);
        try
        {
            return read(reader, key);
        }
        finally
        {
            Return(reader);
        }
    }

    public void Dispose()
    {
        SpoolReader[] readers;
        lock (_lock)
        {
            _disposed = true;
            readers = [.. _idle];
            _idle.Clear();
        }

        foreach (SpoolReader reader in readers)
        {
            reader.Dispose();
        }
    }

    private void Return(SpoolReader reader)
    {
        lock (_lock)
        {
            if (!_disposed && _idle.Count < MostIdle)
            {
                _idle.Push(reader);
                return;
            }
        }

        reader.Dispose();
    }
}
