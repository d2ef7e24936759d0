namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>Writes what was settled, and deletes it when its time is over. Used by the writer's thread, within its transaction.</summary>
internal sealed class SettledTable
{
    private const int RowsAtOnce = 1000;

    private readonly SpoolStatement _insert;
    private readonly SpoolStatement _oldest;
    private readonly SpoolStatement _delete;
    private readonly SpoolStatement _deleteAttempts;
    private long _last;

    public SettledTable(SpoolDatabase database)
    {
        _last = database.Number("SELECT max(id) FROM settled");
        _insert = database.Prepare("INSERT INTO settled VALUES (?1, ?2, ?3, ?4, ?5)");
        _oldest = database.Prepare("SELECT id, delivery, at FROM settled ORDER BY id LIMIT ?1");
        _delete = database.Prepare("DELETE FROM settled WHERE id <= ?1");
        _deleteAttempts = database.Prepare(
            """
            DELETE FROM attempt WHERE delivery = ?1
                AND NOT EXISTS (SELECT 1 FROM delivery WHERE id = ?1) AND NOT EXISTS (SELECT 1 FROM settled WHERE delivery = ?1)
            """);
    }

    public void Insert(SettledDelivery settled)
    {
        SettledDelivery numbered = settled with { Number = ++_last };
        string text = SettledJson.Write(numbered);
        long at = settled.SettledAt.UtcTicks;
        _insert.Bind(1, numbered.Number).Bind(2, settled.DeliveryId.Value).Bind(3, at).Bind(4, text).Bind(5, CrcOf(numbered.Number, settled.DeliveryId.Value, at, text)).Run();
    }

    /// <summary>Deletes what was settled before a time, and the attempts of deliveries of which nothing else is left: at most so much as a transaction should hold.</summary>
    /// <param name="before">The time, in UTC ticks.</param>
    /// <returns>How many were deleted, and whether there may be more.</returns>
    public (int Deleted, bool MayHaveMore) Prune(long before)
    {
        long last = 0;
        int count = 0;
        HashSet<long> deliveries = [];
        _oldest.Bind(1, RowsAtOnce);
        while (_oldest.Step())
        {
            if (_oldest.Long(2) >= before)
            {
                _oldest.Reset();
                break;
            }

            last = _oldest.Long(0);
            deliveries.Add(_oldest.Long(1));
            count++;
        }

        if (count > 0)
        {
            _delete.Bind(1, last).Run();
        }

        foreach (long delivery in deliveries)
        {
            _deleteAttempts.Bind(1, delivery).Run();
        }

        return (count, count == RowsAtOnce);
    }

    public static uint CrcOf(long number, long delivery, long at, string record) => Checksum.New.Add(number).Add(delivery).Add(at).Add(record).Value;
}
