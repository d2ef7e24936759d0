using System.Diagnostics.CodeAnalysis;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite.Storage;

namespace Hotmail.Pacing.Sqlite;

// Settling: written down at once, beside the database, and deleted from it later, many at a time.
public sealed partial class SqliteDeliveryQueue
{
    [SuppressMessage("Usage", "CA2213", Justification = "The writer ends it, while it owns the spool.")]
    private Settlements _settlements = Settlements.None;
    private ITimer? _deletionTimer;

    /// <summary>Has the writer delete what was settled and is still in the spool.</summary>
    internal void DeleteSettled()
    {
        if (_settlements.MustAsk())
        {
            Submit(new DeletionWork(this, isAsked: true));
        }
    }

    /// <summary>Waits until what was settled is deleted, so that what is kept of it can be read.</summary>
    private async ValueTask WaitForDeletionAsync()
    {
        if (!_settlements.IsEmpty)
        {
            DeleteSettled();
            await WriteAsync(static _ => { }).ConfigureAwait(false);
        }
    }

    private ValueTask SettleAsync(SpooledDelivery taken, DeliveryUpdate update)
    {
        SettledDelivery? kept = ToKeep(taken, in update);
        var settled = new SettledNumber(taken.Slot.Number, taken.MessageNumber, taken.SizeInMemory, kept, kept is null ? null : update.Attempt);
        if (!_settlements.TryAdd(settled, out bool deleteNow))
        {
            return new ValueTask(WriteAsync(tables => tables.Delete([settled], KeepsSettled), () => Forget([taken])));
        }

        if (deleteNow)
        {
            Submit(new DeletionWork(this, isAsked: true));
        }

        Forget([taken]);
        return default;
    }

    /// <summary>They have left the queue.</summary>
    private void Forget(ReadOnlySpan<SpooledDelivery> taken)
    {
        lock (_lock)
        {
            foreach (SpooledDelivery delivery in taken)
            {
                _ledger.Forget(delivery);
                _room.Leave(1);
            }

            AdmitWaiters();
        }
    }

    // Where somebody is asked already, whoever needs the room now does not wait for that.
    private DeletionWork? MakeRoom() => _settlements.IsEmpty ? null : new DeletionWork(this, isAsked: false);

    private sealed class DeletionWork(SqliteDeliveryQueue queue, bool isAsked) : SpoolWork
    {
        private bool _isAsked = isAsked;

        public override void Write(SpoolTables tables)
        {
            if (_isAsked)
            {
                queue._settlements.EndAsking();
                _isAsked = false;
            }

            tables.Delete(queue._settlements.ToDelete(), queue.KeepsSettled);
        }

        public override void Written() => queue._settlements.Deleted();

        // They are written down as settled, and deleted another time.
        public override void Failed(Exception exception)
        {
            if (_isAsked)
            {
                queue._settlements.EndAsking(); // It could not even begin.
            }

            queue.NoteRoom(exception);
        }
    }
}
