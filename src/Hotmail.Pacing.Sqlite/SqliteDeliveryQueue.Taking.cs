using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite.Storage;

namespace Hotmail.Pacing.Sqlite;

// Taking and giving back.
public sealed partial class SqliteDeliveryQueue
{
    /// <summary>How long a delivery that could not be read is left alone, so that the path's other mail goes on.</summary>
    private static readonly TimeSpan s_unreadPause = TimeSpan.FromMinutes(15);

    /// <inheritdoc />
    /// <exception cref="SpoolException">The delivery could not be read from the spool. It waits again, for some minutes.</exception>
    public ValueTask<Delivery?> TakeAsync(TakeRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SpooledDelivery? taken;
        List<SpooledDelivery>? toRead = null;
        lock (_lock)
        {
            ThrowIfNotOpen();
            taken = (SpooledDelivery?)_ledger.Take(request);
            if (taken is not null && !taken.TryHold())
            {
                toRead = ChooseToRead(taken);
            }
        }

        if (taken is null)
        {
            return default;
        }

        try
        {
            if (toRead is not null)
            {
                Read(toRead, request.Now);
            }

            return new ValueTask<Delivery?>(taken);
        }
        catch
        {
            lock (_lock)
            {
                taken.Slot.DueAt = (request.Now + s_unreadPause).UtcTicks;
                _ledger.PutBack(taken, taken.Path, taken.Route);
            }

            throw;
        }
    }

    /// <inheritdoc />
    /// <exception cref="SpoolException">None of them could be read from the spool.</exception>
    public ValueTask<IReadOnlyList<Delivery>> TakeExpiredAsync(DateTimeOffset now, int max, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<Delivery> expired = [];
        lock (_lock)
        {
            ThrowIfNotOpen();
            _ledger.TakeExpired(now, max, expired);
            int again = Math.Min(_unreadExpired.Count, max - expired.Count);
            expired.AddRange(_unreadExpired.Take(again));
            _unreadExpired.RemoveRange(0, again);
        }

        List<Delivery> read = [];
        Exception? failure = null;
        foreach (SpooledDelivery delivery in expired.Cast<SpooledDelivery>())
        {
            try
            {
                if (!delivery.TryHold())
                {
                    delivery.Attach(this, ReadPayload(delivery), held: true);
                }

                read.Add(delivery);
            }
            catch (Exception exception)
            {
                // Kept apart and asked for again each time: neither lost, nor in the way of others.
                failure = exception;
                lock (_lock)
                {
                    _unreadExpired.Add(delivery);
                }
            }
        }

        return read.Count == 0 && failure is not null ? ValueTask.FromException<IReadOnlyList<Delivery>>(failure) : new ValueTask<IReadOnlyList<Delivery>>(read);
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">A remaining recipient is not one of the delivery's.</exception>
    /// <exception cref="SpoolException">It could not be written: the delivery is still taken.</exception>
    public async ValueTask UpdateAsync(Delivery delivery, DeliveryUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        cancellationToken.ThrowIfCancellationRequested();
        SimpleWork? work;
        SpooledDelivery taken;
        lock (_lock)
        {
            ThrowIfNotOpen();
            if (delivery is not SpooledDelivery { IsHeld: true } held || !_ledger.HasTaken(held))
            {
                throw new InvalidOperationException($"Delivery {delivery.Id} is not taken.");
            }

            taken = held;
            work = update.Remaining.Count == 0 ? null : Defer(taken, update);
            taken.IsHeld = false; // Nobody else gives it back while it is written.
            if (work is not null)
            {
                _writer.Submit(work);
            }
        }

        try
        {
            if (work is not null)
            {
                await work.Task.ConfigureAwait(false);
            }
            else if (update.Remaining.Count == 0)
            {
                await SettleAsync(taken, update).ConfigureAwait(false);
            }
            else
            {
                Available?.Invoke(taken.Path);
            }
        }
        catch (Exception exception)
        {
            NoteRoom(exception);
            lock (_lock)
            {
                taken.IsHeld = taken.Slot.Taken;
            }

            throw;
        }
    }

    /// <returns><see langword="null"/> if nothing is to be written, and the delivery waits again.</returns>
    private SimpleWork? Defer(SpooledDelivery taken, DeliveryUpdate update)
    {
        DeliveryPayload before = taken.Payload;
        DeliveryPayload after = before with { Recipients = taken.Keep(update.Remaining), LastReply = update.Reply ?? before.LastReply };
        EgressPath path = update.NewPath ?? taken.Path;
        string route = update.NewRoute ?? taken.Route;
        bool hasMoved = path != taken.Path || route != taken.Route;
        bool hasNewEnvelope = after.Recipients.Length != before.Recipients.Length || after.LastReply != before.LastReply;
        if (!hasMoved && !hasNewEnvelope && !update.CountAttempt && update.Attempt is null && update.DueAt.UtcTicks == taken.Slot.DueAt)
        {
            WaitAgain(taken, update, path, route);
            return null;
        }

        SettledDelivery? kept = ToKeep(taken, in update);
        DeliveryAttempt? made = _lacksRoom ? null : update.Attempt;
        return new SimpleWork(
            tables =>
            {
                tables.Update(taken, path, route, update.DueAt.UtcTicks, taken.Attempts + (update.CountAttempt ? 1 : 0));
                if (hasNewEnvelope)
                {
                    tables.UpdateEnvelope(taken.Slot.Number, after);
                }

                if (made is not null)
                {
                    tables.Attempts.Insert(taken.Slot.Number, made);
                }

                if (kept is not null)
                {
                    tables.Settled.Insert(kept);
                }
            },
            () =>
            {
                lock (_lock)
                {
                    WaitAgain(taken, update, path, route);
                }

                Available?.Invoke(path);
            });
    }

    private void WaitAgain(SpooledDelivery taken, DeliveryUpdate update, EgressPath path, string route)
    {
        SpooledDelivery successor = taken.Copy();
        _ledger.Replace(taken, successor);
        successor.Defer(in update);
        _ledger.PutBack(successor, path, route);
    }

    private DeliveryPayload ReadPayload(SpooledDelivery delivery) =>
        _readers.Read(delivery.Slot.Number, static (reader, number) => reader.ReadPayload(number))
        ?? throw SpoolErrors.Damaged(File, $"sender and recipients of delivery {delivery.Id} are missing");
}
