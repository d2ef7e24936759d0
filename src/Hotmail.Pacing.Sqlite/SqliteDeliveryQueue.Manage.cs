using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite.Storage;

namespace Hotmail.Pacing.Sqlite;

// What a person or the host does to many deliveries at once: in slices, each a transaction, so that a million of them do not hold up the others.
public sealed partial class SqliteDeliveryQueue
{
    /// <inheritdoc />
    /// <exception cref="SpoolException">It could not be read or written. What was cancelled before that is not waiting any more.</exception>
    public async ValueTask<IReadOnlyList<Delivery>> CancelAsync(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        List<Delivery> cancelled = [];
        await ChangeWaitingAsync(filter, static _ => true, async slice =>
        {
            foreach (SpooledDelivery delivery in slice)
            {
                AttachReadable(delivery);
            }

            SettledDelivery?[] kept = [.. slice.Select(ToKeepAsCancelled)];
            var work = new SimpleWork(
                tables => tables.Delete([.. slice.Select((delivery, index) => new SettledNumber(delivery.Slot.Number, delivery.MessageNumber, Kept: kept[index]))], keeps: true), () => Forget(slice));
            _writer.Submit(work);
            await work.Task.ConfigureAwait(false);
            cancelled.AddRange(slice);
        }, cancellationToken).ConfigureAwait(false);
        return cancelled;
    }

    /// <inheritdoc />
    /// <exception cref="SpoolException">It could not be written. What became due before that stays so.</exception>
    public async ValueTask<int> RetryNowAsync(DeliveryFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        int count = 0;
        long due = now.UtcTicks;
        await ChangeWaitingAsync(filter, delivery => delivery.Slot.DueAt > due && !delivery.Slot.IsExpired(due), async slice =>
        {
            var work = new SimpleWork(
                tables =>
                {
                    foreach (SpooledDelivery delivery in slice)
                    {
                        tables.Update(delivery, delivery.Path, delivery.Route, due, delivery.Attempts);
                    }
                },
                () =>
                {
                    lock (_lock)
                    {
                        foreach (SpooledDelivery delivery in slice)
                        {
                            delivery.Slot.DueAt = due;
                            _ledger.PutBack(delivery, delivery.Path, delivery.Route);
                        }
                    }
                });
            _writer.Submit(work);
            await work.Task.ConfigureAwait(false);
            count += slice.Count;
        }, cancellationToken).ConfigureAwait(false);
        return count;
    }

    /// <inheritdoc />
    /// <exception cref="SpoolException">It could not be written. What was moved before that stays so.</exception>
    public async ValueTask<int> MoveAsync(DeliveryFilter filter, Func<Delivery, MoveTarget?> target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        int count = 0;
        Dictionary<SpooledDelivery, MoveTarget> targets = [];
        HashSet<EgressPath> paths = [];
        try
        {
            await ChangeWaitingAsync(filter, delivery => IsMoved(delivery, target, targets), async slice =>
            {
                var work = new SimpleWork(
                    tables =>
                    {
                        foreach (SpooledDelivery delivery in slice)
                        {
                            MoveTarget to = targets[delivery];
                            tables.Update(delivery, to.Path, to.Route, delivery.Slot.DueAt, delivery.Attempts);
                        }
                    },
                    () =>
                    {
                        lock (_lock)
                        {
                            foreach (SpooledDelivery delivery in slice)
                            {
                                MoveTarget to = targets[delivery];
                                _ledger.PutBack(delivery, to.Path, to.Route);
                                paths.Add(to.Path);
                            }
                        }
                    });
                _writer.Submit(work);
                await work.Task.ConfigureAwait(false);
                count += slice.Count;
                targets.Clear();
            }, cancellationToken).ConfigureAwait(false);
            return count;
        }
        finally
        {
            Announce(paths);
        }
    }

    /// <inheritdoc />
    /// <exception cref="SpoolException">The spool could not be read. A single delivery that is damaged is listed with its <see cref="Delivery.Problem"/>.</exception>
    public ValueTask<IReadOnlyList<Delivery>> ListAsync(DeliveryFilter filter, DeliveryId after, int max, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        List<Delivery> found = [];
        List<IndexedDelivery> slice = [];
        long position = after.Value;
        long end = long.MaxValue;
        while (found.Count < max && position < end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (_lock)
            {
                ThrowIfNotOpen();
                (position, end) = _ledger.NextSlice(filter, position, end, max - found.Count, slice);
                for (int i = 0; i < slice.Count; i++)
                {
                    slice[i] = ((SpooledDelivery)slice[i]).Copy();
                }
            }

            foreach (SpooledDelivery delivery in slice.Cast<SpooledDelivery>())
            {
                AttachReadable(delivery);
                if (IsThere(delivery))
                {
                    found.Add(delivery);
                }
            }
        }

        return new ValueTask<IReadOnlyList<Delivery>>(found);
    }

    /// <inheritdoc />
    /// <exception cref="SpoolException">They could not be read.</exception>
    public async ValueTask<IReadOnlyList<DeliveryAttempt>> ListAttemptsAsync(DeliveryId delivery, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfNotOpen();
        await WaitForDeletionAsync().ConfigureAwait(false);
        return _readers.Read(delivery.Value, static (reader, number) => reader.Attempts.Read(number));
    }

    private static bool IsMoved(IndexedDelivery delivery, Func<Delivery, MoveTarget?> target, Dictionary<SpooledDelivery, MoveTarget> targets)
    {
        if (target(delivery) is not { } to || !delivery.IsMovedBy(to))
        {
            return false;
        }

        targets.Add((SpooledDelivery)delivery, to);
        return true;
    }

    /// <summary>Attaches what the rest of a delivery says, or why it cannot be read.</summary>
    private void AttachReadable(SpooledDelivery delivery)
    {
        try
        {
            delivery.Attach(this, ReadPayload(delivery), held: false);
        }
        catch (SpoolException exception) when (exception.Problem == SpoolProblem.Damaged)
        {
            delivery.Attach(this, exception);
        }
    }

    /// <returns>Whether a delivery that was attached is still in the queue; what cannot be read may have been settled meanwhile.</returns>
    private bool IsThere(SpooledDelivery delivery)
    {
        if (delivery.Problem is null)
        {
            return true;
        }

        lock (_lock)
        {
            return _ledger.Find(delivery.Id) is { Slot.Taken: false };
        }
    }

    /// <summary>Takes what waits, matches and is wanted, slice by slice, and hands it to a change that makes it wait again or go. After a change that failed it waits as before.</summary>
    private async Task ChangeWaitingAsync(
        DeliveryFilter filter, Func<IndexedDelivery, bool> isWanted, Func<List<SpooledDelivery>, Task> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        cancellationToken.ThrowIfCancellationRequested();
        List<IndexedDelivery> slice = [];
        HashSet<EgressPath> paths = [];
        long position = 0;
        long end = long.MaxValue;
        try
        {
            while (position < end)
            {
                List<SpooledDelivery> wanted = [];
                lock (_lock)
                {
                    ThrowIfNotOpen();
                    (position, end) = _ledger.NextSlice(filter, position, end, int.MaxValue, slice);
                    wanted.AddRange(slice.Cast<SpooledDelivery>().Where(delivery => !delivery.Slot.Taken && isWanted(delivery)));

                    // Once all are chosen: the caller's choice may throw.
                    foreach (SpooledDelivery delivery in wanted)
                    {
                        DeliveryLedger.TakeOut(delivery);
                        paths.Add(delivery.Path);
                    }
                }

                if (wanted.Count > 0)
                {
                    await ChangeAsync(wanted, change).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            Announce(paths);
        }
    }

    private async Task ChangeAsync(List<SpooledDelivery> wanted, Func<List<SpooledDelivery>, Task> change)
    {
        try
        {
            await change(wanted).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            NoteRoom(exception);
            lock (_lock)
            {
                foreach (SpooledDelivery delivery in wanted.Where(static delivery => delivery.Slot.Taken))
                {
                    _ledger.PutBack(delivery, delivery.Path, delivery.Route);
                }
            }

            throw;
        }
    }
}
