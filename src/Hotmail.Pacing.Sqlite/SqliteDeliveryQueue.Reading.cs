using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Sqlite;

// Reading what was taken, and with it what will be taken next: most mail is sent in the order of its acceptance, and SQLite reads by the page.
public sealed partial class SqliteDeliveryQueue
{
    private const int MostReadTogether = 128;

    private readonly FreshDeliveries _readAhead = new(8 << 20);
    private long _lastRead;
    private long _readTo;

    /// <summary>Chooses what to read for a delivery that was taken. Called under the lock.</summary>
    private List<SpooledDelivery> ChooseToRead(SpooledDelivery taken)
    {
        List<SpooledDelivery> toRead = [taken];
        long number = taken.Slot.Number;
        bool isInOrder = number > _lastRead && number - _lastRead <= 2 * MostReadTogether;
        _lastRead = number;

        // What another reads at this moment is not read again.
        if (isInOrder && (number > _readTo || number < _readTo - (2 * MostReadTogether)))
        {
            foreach (IndexedDelivery next in _ledger.After(number))
            {
                if (toRead.Count == MostReadTogether || next.Slot.Number - number > 2 * MostReadTogether)
                {
                    break;
                }

                if (next.Path == taken.Path && ((SpooledDelivery)next).IsBare)
                {
                    toRead.Add((SpooledDelivery)next);
                    _readTo = next.Slot.Number;
                }
            }
        }

        return toRead;
    }

    /// <summary>Reads deliveries: the first was taken and is given out, the others keep it for when they are.</summary>
    private void Read(List<SpooledDelivery> deliveries, DateTimeOffset now)
    {
        List<ReadDelivery> read = _readers.Read(deliveries, static (reader, deliveries) => reader.ReadTogether(deliveries));
        SpooledDelivery taken = deliveries[0];
        if (read.Count == 0 || read[0].Delivery != taken)
        {
            taken.Attach(this, ReadPayload(taken), held: true); // Throws what is wrong, if it is not only the message.
            return;
        }

        taken.Attach(this, read[0].Payload, read[0].Content);
        if (read.Count > 1)
        {
            lock (_lock)
            {
                _readAhead.Add(this, read.Skip(1), now);
            }
        }
    }
}
