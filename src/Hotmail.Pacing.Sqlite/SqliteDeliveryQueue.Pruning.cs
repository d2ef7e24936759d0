using Hotmail.Pacing.Sqlite.Storage;

namespace Hotmail.Pacing.Sqlite;

// Deletes what was kept for its time: now and then, whether or not anything else happens, and a little in each transaction.
public sealed partial class SqliteDeliveryQueue
{
    private const int LooksAtOneRetention = 24;

    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_pathStatePause = TimeSpan.FromDays(1);

    private ITimer? _pruning;
    private int _isPruningSettled;
    private DateTimeOffset _pathStatesFrom; // Set at the opening, and then by the timer's callbacks alone, of which one runs at a time.

    private void StartPruning()
    {
        TimeSpan pause = _keepSettledFor / LooksAtOneRetention;
        pause = _keepSettledFor == TimeSpan.Zero || pause > s_longestPause ? s_longestPause : pause < s_shortestPause ? s_shortestPause : pause;
        Prune();
        _pruning = StartTimer(static queue => queue.Prune(), pause);
    }

    private void Prune()
    {
        _lacksRoom = false;
        DateTimeOffset now = _time.GetUtcNow();
        if (Interlocked.Exchange(ref _isPruningSettled, 1) == 0)
        {
            Submit(new SettledPruning(this));
        }

        if (now >= _pathStatesFrom)
        {
            _pathStatesFrom = now + s_pathStatePause;
            Submit(new PathStateWork(this, now));
        }
    }

    private void Submit(SpoolWork work)
    {
        try
        {
            _writer.Submit(work);
        }
        catch (ObjectDisposedException)
        {
            // The queue ends: another time.
        }
    }

    private bool HasMail(EgressPath path)
    {
        lock (_lock)
        {
            return _ledger.Has(path);
        }
    }

    private sealed class SettledPruning(SqliteDeliveryQueue queue) : SpoolWork
    {
        private bool _mayHaveMore;

        public override void Write(SpoolTables tables)
        {
            (int deleted, _mayHaveMore) = tables.Settled.Prune(Math.Max(0, queue._time.GetUtcNow().UtcTicks - queue._keepSettledFor.Ticks));
            tables.HasDeleted |= deleted > 0;
        }

        public override void Written()
        {
            if (_mayHaveMore)
            {
                queue.Submit(this);
            }
            else
            {
                Interlocked.Exchange(ref queue._isPruningSettled, 0);
            }
        }

        // Another time: nothing depends on it.
        public override void Failed(Exception exception) => Interlocked.Exchange(ref queue._isPruningSettled, 0);
    }

    private sealed class PathStateWork(SqliteDeliveryQueue queue, DateTimeOffset now) : SpoolWork
    {
        private EgressPath _after = new("", "");
        private EgressPath? _last;

        public override void Write(SpoolTables tables) => _last = tables.OldPathStates.Prune(_after, now, queue.HasMail);

        public override void Written()
        {
            if (_last is { } last)
            {
                _after = last;
                queue.Submit(this);
            }
        }

        public override void Failed(Exception exception)
        {
            // Another time: nothing depends on it.
        }
    }
}
