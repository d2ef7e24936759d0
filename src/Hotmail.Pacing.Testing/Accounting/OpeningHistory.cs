namespace Hotmail.Pacing.Testing.Accounting;

/// <summary>When the accepted connections of the last window were opened. The ledger's lock guards it.</summary>
internal sealed class OpeningHistory(TimeProvider time)
{
    private readonly Queue<long> openings = new();

    public bool IsTooFast(OpenRate? limit)
    {
        if (limit is null)
        {
            openings.Clear();
            return false;
        }

        long now = time.GetTimestamp();
        while (openings.TryPeek(out long oldest) && time.GetElapsedTime(oldest, now) >= limit.Window)
        {
            openings.Dequeue();
        }

        return openings.Count >= limit.Connections;
    }

    public void Add(OpenRate? limit)
    {
        if (limit is not null)
        {
            openings.Enqueue(time.GetTimestamp());
        }
    }
}
