namespace Hotmail.Pacing.Gates;

/// <summary>
/// The gate of one process: one semaphore for each path, first come first served, whose ceiling can change while leases are out. Taking a free lease and giving it
/// back allocates nothing.
/// <para>
/// When the ceiling falls below the leases that are out, as many of them as are above it answer <see cref="ConnectionLease.ShouldClose"/>, the newest first. None is ever lost.
/// A path is forgotten, its <see cref="GateStatistics.MostInUse"/> included, when its ceiling is 0, none of its leases is out and nobody waits: set the ceiling to 0 to retire a path.
/// </para>
/// </summary>
public sealed class InProcessConnectionGate : IConnectionGate
{
    private const int MostPooled = 256;

    // Everything below is guarded by it. No waiter is completed inside.
    private readonly object _lock = new();
    private readonly TimeProvider _time;
    private readonly Dictionary<EgressPath, GatePath> _paths = [];
    private LeaseRecord? _pool;
    private int _pooled;
    private long _lastToken;

    /// <summary>Makes a gate that knows no path yet.</summary>
    /// <param name="timeProvider">Says when a lease was granted.</param>
    public InProcessConnectionGate(TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        _time = timeProvider;
    }

    /// <summary>The paths that it remembers.</summary>
    internal int PathCount
    {
        get
        {
            lock (_lock)
            {
                return _paths.Count;
            }
        }
    }

    /// <inheritdoc />
    public ValueTask SetCeilingAsync(EgressPath path, int ceiling, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ceiling);
        cancellationToken.ThrowIfCancellationRequested();
        List<LeaseWaiter>? granted = null;
        lock (_lock)
        {
            GatePath gatePath = Find(path);
            bool risen = ceiling > gatePath.Ceiling;
            gatePath.Ceiling = ceiling;
            while (gatePath.HasRoom && gatePath.Waiters.First is { } first)
            {
                (granted ??= []).Add(Grant(first));
            }

            gatePath.ChooseClosing(evenTold: risen);
            ForgetIfIdle(gatePath);
        }

        if (granted is not null)
        {
            foreach (LeaseWaiter waiter in granted)
            {
                Complete(waiter);
            }
        }

        return default;
    }

    /// <inheritdoc />
    public ValueTask<ConnectionLease> AcquireAsync(EgressPath path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        DateTimeOffset now = _time.GetUtcNow();
        LinkedListNode<LeaseWaiter> waiting;
        lock (_lock)
        {
            GatePath gatePath = Find(path);
            if (gatePath.HasRoom)
            {
                LeaseRecord record = Take(gatePath);
                return new ValueTask<ConnectionLease>(new ConnectionLease(record, record.Token, now));
            }

            waiting = gatePath.Waiters.AddLast(new LeaseWaiter(this, gatePath));
        }

        return new ValueTask<ConnectionLease>(WaitAsync(waiting, cancellationToken));
    }

    /// <inheritdoc />
    public ValueTask<ConnectionLease> TryAcquireAsync(EgressPath path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        DateTimeOffset now = _time.GetUtcNow();
        lock (_lock)
        {
            if (!_paths.TryGetValue(path, out GatePath? gatePath) || !gatePath.HasRoom)
            {
                return default;
            }

            LeaseRecord record = Take(gatePath);
            return new ValueTask<ConnectionLease>(new ConnectionLease(record, record.Token, now));
        }
    }

    /// <inheritdoc />
    public GateStatistics GetStatistics(EgressPath path)
    {
        lock (_lock)
        {
            return _paths.TryGetValue(path, out GatePath? gatePath)
                ? new GateStatistics(gatePath.Ceiling, gatePath.InUse, gatePath.Waiters.Count, gatePath.MostInUse)
                : default;
        }
    }

    internal bool ShouldClose(LeaseRecord record, long token)
    {
        lock (_lock)
        {
            if (record.Token != token || !record.Closing)
            {
                return false;
            }

            record.Told = true;
            return true;
        }
    }

    internal void Release(LeaseRecord record, long token)
    {
        LeaseWaiter? granted = null;
        lock (_lock)
        {
            if (record.Token != token)
            {
                return;
            }

            GatePath path = record.Path!;
            path.Remove(record);
            PutBack(record);
            if (path.HasRoom && path.Waiters.First is { } first)
            {
                granted = Grant(first);
            }

            path.ChooseClosing(evenTold: false);
            ForgetIfIdle(path);
        }

        if (granted is not null)
        {
            Complete(granted);
        }
    }

    private static async Task<ConnectionLease> WaitAsync(LinkedListNode<LeaseWaiter> waiting, CancellationToken cancellationToken)
    {
        // Registered outside the lock: a token that is cancelled by now calls back at once.
        using (cancellationToken.UnsafeRegister(static (node, token) => CancelWaiting((LinkedListNode<LeaseWaiter>)node!, token), waiting))
        {
            return await waiting.Value.Task.ConfigureAwait(false);
        }
    }

    private static void CancelWaiting(LinkedListNode<LeaseWaiter> waiting, CancellationToken cancellationToken)
    {
        InProcessConnectionGate gate = waiting.Value.Gate;
        lock (gate._lock)
        {
            if (waiting.List is null)
            {
                return; // Granted at this moment: the caller gets the lease.
            }

            GatePath path = waiting.Value.Path;
            path.Waiters.Remove(waiting);
            gate.ForgetIfIdle(path);
        }

        waiting.Value.TrySetCanceled(cancellationToken);
    }

    private void Complete(LeaseWaiter waiter) =>
        waiter.TrySetResult(new ConnectionLease(waiter.Granted!, waiter.Granted!.Token, _time.GetUtcNow()));

    private GatePath Find(EgressPath path)
    {
        if (!_paths.TryGetValue(path, out GatePath? gatePath))
        {
            _paths.Add(path, gatePath = new GatePath(path));
        }

        return gatePath;
    }

    private void ForgetIfIdle(GatePath path)
    {
        if (path.IsIdle)
        {
            _paths.Remove(path.Path);
        }
    }

    private LeaseWaiter Grant(LinkedListNode<LeaseWaiter> first)
    {
        LeaseWaiter waiter = first.Value;
        waiter.Path.Waiters.Remove(first);
        waiter.Granted = Take(waiter.Path);
        return waiter;
    }

    private LeaseRecord Take(GatePath path)
    {
        LeaseRecord? record = _pool;
        if (record is null)
        {
            record = new LeaseRecord(this);
        }
        else
        {
            _pool = record.Newer;
            record.Newer = null;
            _pooled--;
        }

        record.Token = ++_lastToken;
        record.Path = path;
        path.Add(record);
        return record;
    }

    private void PutBack(LeaseRecord record)
    {
        record.Token = 0;
        record.Path = null;
        record.Older = null;
        record.Newer = null;
        record.Closing = false;
        record.Told = false;
        if (_pooled < MostPooled)
        {
            record.Newer = _pool;
            _pool = record;
            _pooled++;
        }
    }
}
