namespace Hotmail.Pacing.Queues;

/// <summary>Goes through what a ledger holds and a filter matches, a slice at a time, so that a million deliveries do not hold up the others.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="filter">Which.</param>
/// <param name="after">Only those with a higher number.</param>
internal sealed class LedgerSlices(DeliveryLedger ledger, DeliveryFilter filter, long after = 0)
{
    private readonly List<IndexedDelivery> _slice = [];
    private long _position = after;
    private long _end = long.MaxValue;

    /// <summary>Whether there may be more.</summary>
    public bool HasMore => _position < _end;

    /// <summary>The next slice, in a list that is used again. Called under the queue's lock.</summary>
    /// <param name="max">The most it holds.</param>
    public List<IndexedDelivery> Next(int max = int.MaxValue)
    {
        (_position, _end) = ledger.NextSlice(filter, _position, _end, max, _slice);
        return _slice;
    }
}
