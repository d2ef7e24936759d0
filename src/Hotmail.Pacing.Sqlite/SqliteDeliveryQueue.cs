using Hotmail.Pacing.Control;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite.Storage;

namespace Hotmail.Pacing.Sqlite;

/// <summary>
/// The queue that keeps what it accepted in one SQLite file, the spool, over a restart or a crash. What one process sends from it no other may: a spool has one owner at a time.
/// <para>
/// In memory it has an index of less than 200 bytes for each waiting delivery; recipients, senders and messages are on disk, and read when a delivery is taken or listed.
/// Whoever enqueues or updates at the same time shares one flush of the disk. A delivery that it gives out says what was true at that moment.
/// </para>
/// </summary>
/// <remarks>
/// Its methods throw a <see cref="SpoolException"/> when the spool cannot do what it is asked: <see cref="OpenAsync"/> where it is used, damaged, of a newer version or cannot be
/// written, <see cref="EnqueueAsync"/> where the disk is full.
/// </remarks>
public sealed partial class SqliteDeliveryQueue : IDeliveryQueue
{
    private const int DefaultCapacity = 1_000_000;

    // Everything below is guarded by it. Nothing is awaited, completed, raised, read or written inside.
    private readonly object _lock = new();
    private readonly QueueRoom _room;
    private readonly DeliveryLedger _ledger = new();
    private readonly List<SpooledDelivery> _unreadExpired = [];
    private readonly SpoolWriter _writer;
    private readonly SpoolReaders _readers;
    private readonly FreshDeliveries _fresh = new(16 << 20);
    private CancellationToken _openToken;
    private readonly bool _isVisit;
    private Task? _opening;
    private bool _disposed;

    /// <summary>Makes a queue on a spool, with room for a million deliveries.</summary>
    /// <param name="file">The spool's file; made by <see cref="OpenAsync"/> where there is none. Beside it there are files with the same name and an ending more.</param>
    public SqliteDeliveryQueue(string file)
        : this(file, DefaultCapacity)
    {
    }

    /// <summary>Makes a queue on a spool.</summary>
    /// <param name="file">The spool's file; made by <see cref="OpenAsync"/> where there is none. Beside it there are files with the same name and an ending more.</param>
    /// <param name="capacity">The most deliveries it holds before <see cref="EnqueueAsync"/> waits for room, those under way included; at least 1. A spool that holds more is opened all the same.</param>
    /// <exception cref="ArgumentException"><paramref name="file"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is below 1.</exception>
    public SqliteDeliveryQueue(string file, int capacity)
        : this(file, capacity, new SqliteQueueOptions(), TimeProvider.System)
    {
    }

    /// <inheritdoc cref="SqliteDeliveryQueue(string, int)"/>
    /// <param name="file">The spool's file; made by <see cref="OpenAsync"/> where there is none. Beside it there are files with the same name and an ending more.</param>
    /// <param name="capacity">The most deliveries it holds before <see cref="EnqueueAsync"/> waits for room, those under way included; at least 1. A spool that holds more is opened all the same.</param>
    /// <param name="options">What else can be set. Later changes do not show.</param>
    /// <param name="time">The clock, for what is kept for a time.</param>
    public SqliteDeliveryQueue(string file, int capacity, SqliteQueueOptions options, TimeProvider time)
        : this(file, capacity, options, time, isVisit: false)
    {
    }

    /// <summary>Makes a queue on a spool.</summary>
    /// <param name="file">The spool's file.</param>
    /// <param name="capacity">The most deliveries it holds.</param>
    /// <param name="options">What else can be set.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isVisit">Whether the spool is only looked into, for a moment: a host that starts meanwhile waits for the end of it, and what is kept for a time is left to the host.</param>
    internal SqliteDeliveryQueue(string file, int capacity, SqliteQueueOptions options, TimeProvider time, bool isVisit)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Check();
        _time = time;
        _isVisit = isVisit;
        _keepSettledFor = options.KeepSettledFor;
        File = Path.GetFullPath(file);
        _room = new QueueRoom(capacity);
        _writer = new SpoolWriter(File, isVisit, Load, MakeRoom, () => _settlements.Dispose());
        _readers = new SpoolReaders(File);
    }

    /// <inheritdoc />
    public event Action<EgressPath>? Available;

    /// <summary>The spool's file, with its full path.</summary>
    public string File { get; }

    /// <summary>The transactions that were committed since the queue was opened.</summary>
    internal long Commits => _writer.Commits;

    /// <inheritdoc />
    /// <exception cref="SpoolException">The spool is in use, of a newer version, damaged, or cannot be written to.</exception>
    /// <exception cref="InvalidOperationException">It was opened before.</exception>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task opening;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_opening is not null)
            {
                throw new InvalidOperationException("The queue was opened before.");
            }

            _openToken = cancellationToken;
            opening = _opening = _writer.StartAsync();
        }

        await opening.ConfigureAwait(false);
        _deletionTimer = StartTimer(static queue => queue.DeleteSettled(), Settlements.Patience);
        if (!_isVisit)
        {
            StartPruning();
        }
    }

    /// <inheritdoc />
    public DateTimeOffset? NextDue(TakeRequest request)
    {
        lock (_lock)
        {
            ThrowIfNotOpen();
            return _ledger.NextDue(request);
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<QueueDepth> GetDepths()
    {
        if (_opening is not { IsCompletedSuccessfully: true })
        {
            return [];
        }

        lock (_lock)
        {
            return _ledger.GetDepths();
        }
    }

    /// <inheritdoc />
    public ValueTask<PathState?> LoadPathStateAsync(EgressPath path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfNotOpen();
        return new ValueTask<PathState?>(_readers.Read(path, static (reader, path) => reader.ReadState(path)));
    }

    /// <inheritdoc />
    public async ValueTask SavePathStateAsync(EgressPath path, PathState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfNotOpen();
        await WriteAsync(tables => tables.SaveState(path, state)).ConfigureAwait(false);
    }

    /// <summary>
    /// Ends the queue: what was begun to be written is written, who waits for room gets an <see cref="ObjectDisposedException"/>, and the spool can be opened by another. Again does nothing.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_listener is not null)
        {
            await _listener.DisposeAsync().ConfigureAwait(false); // It asks the queue until it ends.
        }

        EnqueueWaiter[] waiters;
        lock (_lock)
        {
            _disposed = true;
            waiters = _room.Close();
        }

        foreach (EnqueueWaiter waiter in waiters)
        {
            waiter.TrySetException(new ObjectDisposedException(nameof(SqliteDeliveryQueue)));
        }

        if (_deletionTimer is not null)
        {
            await _deletionTimer.DisposeAsync().ConfigureAwait(false);
        }

        _pruning?.Dispose();
        DeleteSettled();
        _readers.Dispose();
        _writer.Close();
        await _writer.WaitForEndAsync().ConfigureAwait(false);
    }

    /// <summary>Reads the message of a delivery that was given out.</summary>
    internal MessageContent ReadContent(SpooledDelivery delivery) =>
        _readers.Read(delivery.MessageNumber, static (reader, message) => reader.ReadContent(message));

    /// <summary>Writes something, in a transaction that others may share; when the task ends, it is on disk.</summary>
    /// <param name="write">Writes it.</param>
    /// <param name="applied">What follows from it in memory, before the task ends.</param>
    internal Task WriteAsync(Action<SpoolTables> write, Action? applied = null)
    {
        var work = new SimpleWork(write, applied);
        _writer.Submit(work);
        return work.Task;
    }

    private void Load(SpoolTables tables)
    {
        // Without the lock: nobody else gets at the index before the queue is open.
        HashSet<long> settled = SettledFile.Read(File, tables.Identity);
        tables.SkipTo(settled.Count == 0 ? 0 : settled.Max() + 1);
        int count = 0;
        IReadOnlyList<SettledNumber> left = SpoolLoader.Load(tables, settled, (delivery, lane, campaign) =>
        {
            _ledger.Keep(delivery, lane.Path, lane.Route, lane.Domain, sender: "", campaign);
            count++;
        }, _openToken);
        _room.Enter(count);
        _settlements = Settlements.Begin(File, tables.Identity, left);
    }

    /// <summary>Does something now and then, until the queue ends.</summary>
    private ITimer? StartTimer(Action<SqliteDeliveryQueue> callback, TimeSpan period)
    {
        lock (_lock)
        {
            return _disposed ? null : _time.CreateTimer(_ => callback(this), state: null, period, period);
        }
    }

    private void ThrowIfNotOpen()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_opening is not { IsCompletedSuccessfully: true })
        {
            throw new InvalidOperationException("The queue is not open.");
        }
    }

    private void Announce(IEnumerable<EgressPath> paths)
    {
        if (Available is { } available)
        {
            foreach (EgressPath path in paths)
            {
                available(path);
            }
        }
    }

    /// <summary>Something to write that one caller waits for.</summary>
    /// <param name="write">Writes it.</param>
    /// <param name="applied">What follows from it in memory.</param>
    private sealed class SimpleWork(Action<SpoolTables> write, Action? applied) : SpoolWork
    {
        private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => _completion.Task;

        public override void Write(SpoolTables tables) => write(tables);

        public override void Written()
        {
            try
            {
                applied?.Invoke();
                _completion.TrySetResult();
            }
            catch (Exception exception)
            {
                _completion.TrySetException(exception);
            }
        }

        public override void Failed(Exception exception) => _completion.TrySetException(exception);
    }
}
