using System.Diagnostics.CodeAnalysis;

namespace Hotmail.Pacing.Destinations;

/// <summary>
/// Remembers the results of lookups for as long as each holds, at most a set number of them: the one not asked for longest goes first. There is one lookup
/// of a key at a time, which all who ask wait for. A remembered result comes synchronously and without an allocation.
/// </summary>
/// <remarks>The lock guards the table, the order of use and the lookups under way; nothing is awaited or completed inside it.</remarks>
internal sealed class LookupCache<TValue> : IDisposable
{
    private readonly object _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = new();
    private readonly Dictionary<string, Task<TValue>> _underWay = new(StringComparer.Ordinal);
    [SuppressMessage("Usage", "CA2213", Justification = "Lookups that are ending may still ask for its token; without a timer it holds nothing to release.")]
    private readonly CancellationTokenSource _lifetime = new();
    private readonly int _capacity;
    private readonly TimeProvider _time;
    private readonly Func<string, CancellationToken, Task<(TValue Value, TimeSpan Ttl)>> _look;

    /// <param name="capacity">The most results that are kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="look">The lookup: the result and how long it holds; zero is not kept. Its token is cancelled when the cache is disposed.</param>
    public LookupCache(int capacity, TimeProvider time, Func<string, CancellationToken, Task<(TValue Value, TimeSpan Ttl)>> look)
    {
        _capacity = capacity;
        _time = time;
        _look = look;
    }

    /// <summary>How many results are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>The remembered result, or that of a lookup.</summary>
    /// <param name="key">What to look up.</param>
    /// <param name="cancellationToken">Ends this caller's waiting; the lookup goes on.</param>
    public ValueTask<TValue> GetAsync(string key, CancellationToken cancellationToken)
    {
        Task<TValue>? lookup;
        TaskCompletionSource<TValue>? mine = null;
        lock (_lock)
        {
            if (TryGetFresh(key, out var value))
            {
                return new ValueTask<TValue>(value);
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return ValueTask.FromCanceled<TValue>(cancellationToken);
            }

            if (!_underWay.TryGetValue(key, out lookup))
            {
                mine = new TaskCompletionSource<TValue>(TaskCreationOptions.RunContinuationsAsynchronously);
                lookup = mine.Task;
                _underWay.Add(key, lookup);
            }
        }

        if (mine is not null)
        {
            _ = LookAsync(key, mine);
        }

        return new ValueTask<TValue>(lookup.WaitAsync(cancellationToken));
    }

    /// <summary>Cancels the lookups under way.</summary>
    public void Dispose() => _lifetime.Cancel();

    private async Task LookAsync(string key, TaskCompletionSource<TValue> result)
    {
        try
        {
            var (value, ttl) = await _look(key, _lifetime.Token).ConfigureAwait(false);
            lock (_lock)
            {
                _underWay.Remove(key);
                if (ttl > TimeSpan.Zero)
                {
                    Keep(new Entry(key, value, _time.GetTimestamp(), ttl));
                }
            }

            result.SetResult(value);
        }
        catch (Exception e)
        {
            lock (_lock)
            {
                _underWay.Remove(key);
            }

            result.SetException(e);
        }
    }

    private bool TryGetFresh(string key, out TValue value)
    {
        if (_entries.TryGetValue(key, out var node))
        {
            _byUse.Remove(node);
            if (_time.GetElapsedTime(node.Value.KeptAt) < node.Value.Ttl)
            {
                _byUse.AddFirst(node);
                value = node.Value.Value;
                return true;
            }

            _entries.Remove(key);
        }

        value = default!;
        return false;
    }

    private void Keep(Entry entry)
    {
        if (_entries.Remove(entry.Key, out var old))
        {
            _byUse.Remove(old);
        }

        if (_entries.Count >= _capacity)
        {
            _entries.Remove(_byUse.Last!.Value.Key);
            _byUse.RemoveLast();
        }

        _entries.Add(entry.Key, _byUse.AddFirst(entry));
    }

    private readonly record struct Entry(string Key, TValue Value, long KeptAt, TimeSpan Ttl);
}
