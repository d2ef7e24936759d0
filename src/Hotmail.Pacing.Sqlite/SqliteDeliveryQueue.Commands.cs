using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite.Commands;

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
        Dictionary<(EgressPath, Engagement), int> counts = [];
        var slices = new LedgerSlices(_ledger, new DeliveryFilter { State = DeliveryState.Deferred });
        while (slices.HasMore)
        {
            lock (_lock)
            {
                ThrowIfNotOpen();
                foreach (IndexedDelivery delivery in slices.Next())
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
        return _readers.Read(0, static (reader, _) => reader.ReadPaths());
    }
}
