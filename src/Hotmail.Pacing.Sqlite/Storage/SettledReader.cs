namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>Reads what was settled and is kept.</summary>
internal sealed class SettledReader(SpoolDatabase database)
{
    private const int RowsAtOnce = 1000;
    private const string Columns = "SELECT id, delivery, at, record, crc FROM settled";

    private readonly SpoolStatement _next = database.Prepare($"{Columns} WHERE id > ?1 AND at > ?2 AND at < ?3 ORDER BY id LIMIT {RowsAtOnce}");
    private readonly SpoolStatement _ofDelivery = database.Prepare($"{Columns} WHERE delivery >= ?1 ORDER BY delivery, id");

    /// <summary>Reads rows that may match, in the order of their numbers: of one delivery or message all, else so many at once.</summary>
    /// <param name="filter">What is wanted.</param>
    /// <param name="after">Only rows with a higher number.</param>
    /// <returns>The rows, the last number that was looked at, and whether there may be more.</returns>
    public (IEnumerable<SettledDelivery> Rows, long After, bool MayHaveMore) Read(SettledFilter filter, long after)
    {
        if (filter.Id is { } delivery)
        {
            return (Read(_ofDelivery.Bind(1, delivery.Value), settled => settled.DeliveryId == delivery).Where(settled => settled.Number > after), after, false);
        }

        if (filter.MessageId is { } message)
        {
            // The numbers of its deliveries follow on each other from its own.
            List<SettledDelivery> ofMessage = Read(_ofDelivery.Bind(1, message.Value), settled => settled.MessageId == message);
            return (ofMessage.Where(settled => settled.Number > after).OrderBy(static settled => settled.Number), after, false);
        }

        _next.Bind(1, after).Bind(2, filter.SettledAfter?.UtcTicks ?? -1).Bind(3, filter.SettledBefore?.UtcTicks ?? long.MaxValue);
        List<SettledDelivery> next = Read(_next, static _ => true);
        return (next, next.Count > 0 ? next[^1].Number : after, next.Count == RowsAtOnce);
    }

    private List<SettledDelivery> Read(SpoolStatement rows, Func<SettledDelivery, bool> goesOn)
    {
        List<SettledDelivery> read = [];
        try
        {
            while (rows.Step())
            {
                string text = rows.Text(3);
                bool isRight = SettledTable.CrcOf(rows.Long(0), rows.Long(1), rows.Long(2), text) == rows.Long(4);
                SettledDelivery settled = (isRight ? SettledJson.Read(text) : null)
                    ?? throw SpoolErrors.Damaged(database.File, $"what became of delivery {rows.Long(1)} is not what was written");
                if (!goesOn(settled))
                {
                    break;
                }

                read.Add(settled);
            }
        }
        finally
        {
            rows.Reset();
        }

        return read;
    }
}
