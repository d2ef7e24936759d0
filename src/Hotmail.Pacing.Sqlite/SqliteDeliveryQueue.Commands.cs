using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite.Commands;
using Hotmail.Pacing.Sqlite.Storage;

namespace Hotmail.Pacing.Sqlite;

// What other processes ask of the spool's owner: only a pacer can answer.
public sealed partial class SqliteDeliveryQueue : IPacerAware
{
    private CommandListener? _listener;

    void IPacerAware.Attach(ProviderPacer pacer) => _listener = new CommandListener(this, pacer);

    void IPacerAware.Detach() => _listener?.Stop();

    /// <summary>How many deliveries wait for another attempt.</summary>
    internal Dictionary<(EgressPath Path, Engagement Engagement), int> CountDeferred()
    {
        var filter = new DeliveryFilter { State = DeliveryState.Deferred };
        Dictionary<(EgressPath, Engagement), int> counts = [];
        List<IndexedDelivery> slice = [];
        long position = 0;
        long end = long.MaxValue;
        while (position < end)
        {
            lock (_lock)
            {
                ThrowIfNotOpen();
                (position, end) = _ledger.NextSlice(filter, position, end, int.MaxValue, slice);
                foreach (IndexedDelivery delivery in slice)
                {
                    counts[(delivery.Path, delivery.Engagement)] = counts.GetValueOrDefault((delivery.Path, delivery.Engagement)) + 1;
                }
            }
        }

        return counts;
    }

    /// <summary>The paths of which something is saved.</summary>
    internal IReadOnlyList<EgressPath> GetSavedPaths()
    {
        ThrowIfNotOpen();
        List<EgressPath> paths = [];
        using SpoolDatabase database = SpoolDatabase.Open(File, create: false);
        using var rows = new SpoolStatement(database, "SELECT source, destination_group FROM path_state");
        while (rows.Step())
        {
            paths.Add(new EgressPath(rows.Text(0), rows.Text(1)));
        }

        return paths;
    }
}
