using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>Writes what is remembered of attempts: the newest of each delivery. Used by the writer's thread, within its transaction.</summary>
internal sealed class AttemptTable
{
    public const int MostOfOneDelivery = 50;

    private readonly SpoolStatement _last;
    private readonly SpoolStatement _insert;
    private readonly SpoolStatement _forget;
    private readonly SpoolStatement _delete;

    public AttemptTable(SpoolDatabase database)
    {
        _last = database.Prepare("SELECT max(number) FROM attempt WHERE delivery = ?1");
        _insert = database.Prepare("INSERT INTO attempt VALUES (?1, ?2, ?3, ?4)");
        _forget = database.Prepare("DELETE FROM attempt WHERE delivery = ?1 AND number <= ?2");
        _delete = database.Prepare("DELETE FROM attempt WHERE delivery BETWEEN ?1 AND ?2");
    }

    public void Insert(long delivery, DeliveryAttempt attempt)
    {
        _last.Bind(1, delivery).Step();
        long number = _last.Long(0) + 1;
        _last.Reset();
        string text = AttemptJson.Write(attempt);
        _insert.Bind(1, delivery).Bind(2, number).Bind(3, text).Bind(4, CrcOf(delivery, number, text)).Run();
        if (number > MostOfOneDelivery)
        {
            _forget.Bind(1, delivery).Bind(2, number - MostOfOneDelivery).Run();
        }
    }

    /// <summary>Deletes those of the deliveries whose numbers are from the first to the last.</summary>
    public void DeleteRange(long first, long last) => _delete.Bind(1, first).Bind(2, last).Run();

    public static uint CrcOf(long delivery, long number, string attempt) => Checksum.New.Add(delivery).Add(number).Add(attempt).Value;
}
