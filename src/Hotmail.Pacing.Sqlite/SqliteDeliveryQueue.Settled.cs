using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Sqlite;

// What is kept of deliveries after they were settled, and for how long.
public sealed partial class SqliteDeliveryQueue
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _keepSettledFor;

    // The disk was full: until the next look neither attempts nor what was settled is kept, so that what was tried can be settled or deferred all the same.
    private volatile bool _lacksRoom;

    /// <summary>Lists what was settled and is kept (<see cref="SqliteQueueOptions.KeepSettledFor"/>), in the order in which it was settled.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">Only those with a higher <see cref="SettledDelivery.Number"/>, to page on; 0 for the first page.</param>
    /// <param name="max">The most to list.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <remarks>What was settled while the disk was full may be missing: sending goes on then, and nothing is kept of it.</remarks>
    /// <exception cref="SpoolException">It could not be read.</exception>
    public async ValueTask<IReadOnlyList<SettledDelivery>> ListSettledAsync(SettledFilter filter, long after, int max, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ThrowIfNotOpen();
        await WaitForDeletionAsync().ConfigureAwait(false);
        List<SettledDelivery> found = [];
        bool mayHaveMore = true;
        while (mayHaveMore && found.Count < max)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IEnumerable<SettledDelivery> rows;
            (rows, after, mayHaveMore) = _readers.Read((filter, after), static (reader, request) => reader.Settled.Read(request.filter, request.after));
            found.AddRange(rows.Where(filter.Matches).Take(max - found.Count));
        }

        return found;
    }

    /// <summary>What is to be kept of an update; <see langword="null"/> for nothing.</summary>
    private SettledDelivery? ToKeep(SpooledDelivery delivery, in DeliveryUpdate update) => KeepsSettled ? SettledRecords.Of(delivery, in update, _time.GetUtcNow()) : null;

    private SettledDelivery? ToKeepAsCancelled(SpooledDelivery delivery) => KeepsSettled ? SettledRecords.OfCancelled(delivery, _time.GetUtcNow()) : null;

    private void NoteRoom(Exception exception)
    {
        if (exception is SpoolException { Problem: SpoolProblem.DiskFull })
        {
            _lacksRoom = true;
        }
    }

    private bool KeepsSettled => _keepSettledFor > TimeSpan.Zero && !_lacksRoom;
}
