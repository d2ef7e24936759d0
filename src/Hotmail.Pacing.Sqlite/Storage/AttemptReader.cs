using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>Reads what is remembered of attempts.</summary>
internal sealed class AttemptReader(SpoolDatabase database)
{
    private readonly SpoolStatement _rows = database.Prepare("SELECT number, attempt, crc FROM attempt WHERE delivery = ?1 ORDER BY number");

    /// <summary>Those of a delivery, the oldest first.</summary>
    public IReadOnlyList<DeliveryAttempt> Read(long delivery)
    {
        List<DeliveryAttempt> attempts = [];
        _rows.Bind(1, delivery);
        try
        {
            while (_rows.Step())
            {
                string text = _rows.Text(1);
                bool isRight = AttemptTable.CrcOf(delivery, _rows.Long(0), text) == _rows.Long(2);
                attempts.Add((isRight ? AttemptJson.Read(text) : null)
                    ?? throw SpoolErrors.Damaged(database.File, $"an attempt of delivery {delivery} is not what was written"));
            }
        }
        finally
        {
            _rows.Reset();
        }

        return attempts;
    }
}
