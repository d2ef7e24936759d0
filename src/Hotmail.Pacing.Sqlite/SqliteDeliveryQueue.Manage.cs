using System.Runtime.InteropServices;
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
        try
        {
            await ChangeWaitingAsync(filter, static _ => true, async slice =>
            {
                foreach (SpooledDelivery delivery in slice)
                {
                    AttachReadable(delivery);
                }

                SettledNumber[] numbers = [.. slice.Select(delivery => new SettledNumber(delivery.Slot.Number, delivery.MessageNumber, Kept: ToKeepAsCancelled(delivery)))];
                await WriteAsync(tables => tables.Delete(numbers, keeps: true), () => Forget(CollectionsMarshal.AsSpan(slice))).ConfigureAwait(false);
                cancelled.AddRange(slice);
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (cancelled.Count > 0 && exception is (SpoolException or ObjectDisposedException))
        {
            // Who waits for those that are gone must hear of them; the others wait as before.
        }

        return cancelled;
    }

    /// <inheritdoc />
    /// <exception cref="SpoolException">It could not be written. What became due before that stays so.</exception>
    public ValueTask<int> RetryNowAsync(DeliveryFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        long due = now.UtcTicks;
        return PutElsewhereAsync(
            filter, delivery => delivery.Slot.DueAt > due && !delivery.Slot.IsExpired(due) ? (new MoveTarget(delivery.Path, delivery.Route), due) : null, cancellationToken);
    }

    /// <inheritdoc />
    /// <exception cref="SpoolException">It could not be written. What was moved before that stays so.</exception>
    public ValueTask<int> MoveAsync(DeliveryFilter filter, Func<Delivery, MoveTarget?> target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        return PutElsewhereAsync(filter, delivery => target(delivery) is { } to && delivery.IsMovedBy(to) ? (to, delivery.Slot.DueAt) : null, cancellationToken);
    }

    /// <inheritdoc />
    /// <exception cref="SpoolException">The spool could not be read. A single delivery that is damaged is listed with its <see cref="Delivery.Problem"/>.</exception>
    public ValueTask<IReadOnlyList<Delivery>> ListAsync(DeliveryFilter filter, DeliveryId after, int max, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        List<Delivery> found = [];
        var slices = new LedgerSlices(_ledger, filter, after.Value);
        while (found.Count < max && slices.HasMore)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SpooledDelivery[] slice;
            lock (_lock)
            {
                ThrowIfNotOpen();
                slice = [.. slices.Next(max - found.Count).Select(static delivery => ((SpooledDelivery)delivery).Copy())];
            }

            foreach (SpooledDelivery delivery in slice)
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

    /// <summary>Lets what waits and matches wait for another time, or on another path.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="choose">Where one is to wait, and until when; <see langword="null"/> where it stays as it is.</param>
    /// <param name="cancellationToken">Ends the call before it begins.</param>
    private async ValueTask<int> PutElsewhereAsync(DeliveryFilter filter, Func<IndexedDelivery, (MoveTarget To, long Due)?> choose, CancellationToken cancellationToken)
    {
        int count = 0;
        Dictionary<IndexedDelivery, (MoveTarget To, long Due)> places = [];
        HashSet<EgressPath> paths = [];
        try
        {
            await ChangeWaitingAsync(filter, IsWanted, async slice =>
            {
                await WriteAsync(
                    tables =>
                    {
                        foreach (SpooledDelivery delivery in slice)
                        {
                            (MoveTarget to, long due) = places[delivery];
                            tables.Update(delivery, to.Path, to.Route, due, delivery.Attempts);
                        }
                    },
                    () =>
                    {
                        lock (_lock)
                        {
                            foreach (SpooledDelivery delivery in slice)
                            {
                                (MoveTarget to, delivery.Slot.DueAt) = places[delivery];
                                if (to.Path != delivery.Path)
                                {
                                    paths.Add(to.Path);
                                }

                                _ledger.PutBack(delivery, to.Path, to.Route);
                            }
                        }
                    }).ConfigureAwait(false);
                count += slice.Count;
                places.Clear();
            }, cancellationToken).ConfigureAwait(false);
            return count;
        }
        finally
        {
            Announce(paths);
        }

        bool IsWanted(IndexedDelivery delivery)
        {
            if (choose(delivery) is not { } place)
            {
                return false;
            }

            places.Add(delivery, place);
            return true;
        }
    }

    /// <summary>Takes what waits, matches and is wanted, slice by slice, and hands it to a change that makes it wait again or go. After a change that failed it waits as before.</summary>
    private async Task ChangeWaitingAsync(
        DeliveryFilter filter, Func<IndexedDelivery, bool> isWanted, Func<List<SpooledDelivery>, Task> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        cancellationToken.ThrowIfCancellationRequested();
        HashSet<EgressPath> paths = [];
        var slices = new LedgerSlices(_ledger, filter);
        try
        {
            while (slices.HasMore)
            {
                List<SpooledDelivery> wanted = [];
                lock (_lock)
                {
                    ThrowIfNotOpen();
                    wanted.AddRange(slices.Next().Cast<SpooledDelivery>().Where(delivery => !delivery.Slot.Taken && isWanted(delivery)));

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
