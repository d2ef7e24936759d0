namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>
/// The one thread that writes to a spool, which it owns from its start to its end. What is asked for while a transaction is being written shares the next one, and so one flush of the disk.
/// </summary>
/// <param name="file">The spool's file, with its full path.</param>
/// <param name="isVisit">Whether the spool is only looked into.</param>
/// <param name="load">Reads what the spool holds, at the start.</param>
/// <param name="makeRoom">What makes room on a full disk, if anything does.</param>
/// <param name="end">Ends what else only the owner may use, while this is the owner still.</param>
internal sealed class SpoolWriter(string file, bool isVisit, Action<SpoolTables> load, Func<SpoolWork?> makeRoom, Action end)
{
    private const long MostBytesAtOnce = 16 << 20;

    private readonly object _lock = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<SpoolWork> _group = [];
    private readonly Queue<SpoolWork> _pending = new();
    private volatile bool _closing;
    private bool _mayVacuum;
    private long _commits;
    private Thread? _thread;

    /// <summary>Ends when all is written and the spool is given back.</summary>
    public Task Ended => _ended.Task;

    /// <summary>The transactions that were committed.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Takes the spool, opens it and reads it, on the thread that writes from then on.</summary>
    public Task StartAsync()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "Hotmail.Pacing spool writer" };
        _thread.Start();
        return _started.Task;
    }

    /// <summary>Asks for something to be written.</summary>
    public void Submit(SpoolWork work)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closing, typeof(SqliteDeliveryQueue));
            _pending.Enqueue(work);
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>Writes what was asked for, and then ends.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closing = true;
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>Waits for the end of the thread, which was told to close, if it was started.</summary>
    public async Task WaitForEndAsync()
    {
        if (_thread is not null)
        {
            await Ended.ConfigureAwait(false);
            _thread.Join(); // It does nothing more, but holds what it wrote until it has returned.
        }
    }

    private void Run()
    {
        try
        {
            using SpoolOwnership ownership = SpoolVisit.Acquire(file, isVisit, () => _closing);
            try
            {
                using SpoolDatabase database = Open(ownership);
                var tables = new SpoolTables(database);
                ownership.CheckMark(tables.Identity, tables.Highest);
                load(tables);
                ownership.MarkUsed();
                _started.TrySetResult();
                WriteAll(tables, ownership);
                End(tables);
            }
            finally
            {
                end();
            }
        }
        catch (Exception exception)
        {
            _started.TrySetException(exception);
            FailAll(exception);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    /// <summary>The thread ends before its time: nobody may wait for it.</summary>
    private void FailAll(Exception exception)
    {
        SpoolWork[] left;
        lock (_lock)
        {
            _closing = true;
            left = [.. _group, .. _pending];
            _pending.Clear();
        }

        Array.ForEach(left, work => work.Failed(exception));
    }

    private SpoolDatabase Open(SpoolOwnership ownership)
    {
        if (ownership.WasUsed && new FileInfo(file) is { Exists: true, Length: 0 })
        {
            throw SpoolErrors.Damaged(file, "it is empty, and was not when it was used last; delete it, if what was in it is not wanted any more");
        }

        SpoolDatabase database = SpoolDatabase.Open(file, create: true);
        try
        {
            SpoolSchema.Prepare(database, SpoolSchema.Steps);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private void WriteAll(SpoolTables tables, SpoolOwnership ownership)
    {
        while (NextGroup())
        {
            if (_group.Count > 0)
            {
                Write(tables, ownership, _group);
            }
            else
            {
                _mayVacuum = SpoolVacuum.Step(tables.Database);
            }
        }
    }

    /// <summary>Waits for something to do. With an empty group that is tidying up.</summary>
    private bool NextGroup()
    {
        _group.Clear();
        lock (_lock)
        {
            while (_pending.Count == 0 && !_closing && !_mayVacuum)
            {
                Monitor.Wait(_lock);
            }

            for (long bytes = 0; bytes < MostBytesAtOnce && _pending.TryDequeue(out SpoolWork? work); bytes += work.Size)
            {
                _group.Add(work);
            }

            return _group.Count > 0 || !_closing;
        }
    }

    private void Write(SpoolTables tables, SpoolOwnership ownership, List<SpoolWork> group)
    {
        if (TryWrite(tables, ownership, group) is not { } problem)
        {
            return;
        }

        bool hasNewRoom = problem is SpoolException { Problem: SpoolProblem.DiskFull } && MakeRoom(tables, ownership);
        if (group.Count == 1 && !hasNewRoom)
        {
            group[0].Failed(problem);
            return;
        }

        // One may be too large for the disk and the others not.
        foreach (SpoolWork work in group)
        {
            if (TryWrite(tables, ownership, [work]) is { } own)
            {
                work.Failed(own);
            }
        }
    }

    /// <returns>Why it was not written, if it was not.</returns>
    private Exception? TryWrite(SpoolTables tables, SpoolOwnership ownership, List<SpoolWork> group)
    {
        try
        {
            tables.Database.Execute("BEGIN IMMEDIATE");
            foreach (SpoolWork work in group)
            {
                work.Write(tables);
            }

            tables.Database.Execute("COMMIT");
        }
        catch (Exception exception)
        {
            RollBack(tables);
            return exception;
        }

        if (tables.Committed())
        {
            ownership.Mark(tables.Identity, tables.Highest);
        }

        Interlocked.Increment(ref _commits);
        _mayVacuum |= tables.HasDeleted;
        tables.HasDeleted = false;
        foreach (SpoolWork work in group)
        {
            work.Written();
        }

        return null;
    }

    /// <summary>On a full disk: begins the log anew, in the room that it has, and deletes what is settled.</summary>
    private bool MakeRoom(SpoolTables tables, SpoolOwnership ownership)
    {
        if (makeRoom() is not { } work)
        {
            return false;
        }

        try
        {
            tables.Database.Execute("PRAGMA wal_checkpoint(RESTART)");
        }
        catch (SpoolException)
        {
            // Then perhaps there is room without it.
        }

        return TryWrite(tables, ownership, [work]) is null;
    }

    private static void RollBack(SpoolTables tables)
    {
        try
        {
            tables.Database.RollBack();
        }
        catch (SpoolException)
        {
            // Then the next transaction cannot begin, and says so.
        }

        tables.RolledBack();
    }

    private static void End(SpoolTables tables)
    {
        try
        {
            tables.ReturnNumbers();
            tables.Database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SpoolException)
        {
            // What is in the log is read from there at the next start.
        }
    }
}
