using System.Collections.Concurrent;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>Keeps the attempts and the changes of phase that it is told of.</summary>
internal sealed class RecordLists : IDeliveryObserver
{
    public ConcurrentQueue<AttemptRecord> Attempts { get; } = new();

    public ConcurrentQueue<PathChange> Changes { get; } = new();

    public ValueTask OnAttemptAsync(AttemptRecord attempt, CancellationToken cancellationToken)
    {
        Attempts.Enqueue(attempt);
        return default;
    }

    public ValueTask OnPhaseChangedAsync(PathChange change, CancellationToken cancellationToken)
    {
        Changes.Enqueue(change);
        return default;
    }
}
