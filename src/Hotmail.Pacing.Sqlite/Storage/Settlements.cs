namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>
/// What was settled and is still in the spool. It is deleted many at a time: one by one, each would cost a transaction. Filled by those who settle, emptied by the writer.
/// </summary>
internal sealed class Settlements : IDisposable
{
    /// <summary>So many are deleted together, if they come within <see cref="Patience"/>; fewer, where their messages have so many bytes.</summary>
    public const int Batch = 1024;

    private const long BatchBytes = 16 << 20;

    /// <summary>So long nothing waits to be deleted.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly object _lock = new();
    private SettledFile? _file;
    private List<SettledNumber> _fresh = [];
    private List<SettledNumber> _old;
    private long _freshBytes;
    private int _half;
    private bool _isAsked;

    private Settlements(SettledFile? file, IReadOnlyList<SettledNumber> left)
    {
        _file = file;
        _old = [.. left];
    }

    /// <summary>Before the spool is open.</summary>
    public static Settlements None { get; } = new(file: null, []);

    /// <summary>Begins to write down what is settled; not, where the disk has no room for it.</summary>
    /// <param name="spool">The spool's file.</param>
    /// <param name="identity">What tells it from other spools.</param>
    /// <param name="left">What the last owner left and could not be deleted. It stays written down where it is.</param>
    public static Settlements Begin(string spool, long identity, IReadOnlyList<SettledNumber> left) =>
        new(left.Count == 0 ? SettledFile.TryCreate(spool, identity) : null, left);

    /// <summary>Writes down that a delivery is settled.</summary>
    /// <param name="settled">The delivery.</param>
    /// <param name="deleteNow">Whether so many wait that they are to be deleted now.</param>
    /// <returns>Whether there was room for it.</returns>
    public bool TryAdd(SettledNumber settled, out bool deleteNow)
    {
        lock (_lock)
        {
            deleteNow = false;
            if (_file is null || _fresh.Count == SettledFile.HalfSize)
            {
                return false;
            }

            _file.Write(_half, _fresh.Count, settled.Number);
            _fresh.Add(settled);
            _freshBytes += settled.Size;
            deleteNow = !_isAsked && (_fresh.Count % Batch == 0 || _freshBytes >= BatchBytes);
            _isAsked |= deleteNow;
            _freshBytes = deleteNow ? 0 : _freshBytes;
            return true;
        }
    }

    /// <summary>Whether nothing waits to be deleted.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _old.Count + _fresh.Count == 0;
            }
        }
    }

    /// <summary>Whether anything waits to be deleted, and nobody was asked to do it.</summary>
    public bool MustAsk()
    {
        lock (_lock)
        {
            bool must = !_isAsked && _old.Count + _fresh.Count > 0;
            _isAsked |= must;
            return must;
        }
    }

    /// <summary>Who was asked begins, or never will: somebody may be asked again. Once for each time that somebody was, so that no two who were asked write together.</summary>
    public void EndAsking()
    {
        lock (_lock)
        {
            _isAsked = false;
        }
    }

    /// <summary>What is to be deleted now: the same again, until <see cref="Deleted"/> is called.</summary>
    public IReadOnlyList<SettledNumber> ToDelete()
    {
        lock (_lock)
        {
            if (_old.Count == 0)
            {
                (_old, _fresh) = (_fresh, _old);
                _half = 1 - _half;
                _freshBytes = 0;
            }

            return _old;
        }
    }

    /// <summary>What was to be deleted is, on disk.</summary>
    public void Deleted()
    {
        lock (_lock)
        {
            _old.Clear();
        }
    }

    /// <summary>Ends it, before another can own the spool: nothing is written down any more. The file goes when nothing in it is needed.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            (SettledFile? file, _file) = (_file, null);
            if (_old.Count + _fresh.Count == 0)
            {
                file?.Delete();
            }
            else
            {
                file?.Dispose();
            }
        }
    }
}
