using System.Collections.Concurrent;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.Tests.DependencyInjection;

/// <summary>Notes who was settled.</summary>
internal abstract class NotingObserver : IDeliveryObserver
{
    private readonly ConcurrentQueue<string> _settled = new();

    public IEnumerable<string> Settled => _settled;

    public ValueTask OnAttemptAsync(AttemptRecord attempt, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask OnSettledAsync(SettledRecord settled, CancellationToken cancellationToken)
    {
        _settled.Enqueue(settled.Recipient.Address);
        return ValueTask.CompletedTask;
    }

    public ValueTask OnPhaseChangedAsync(PathChange change, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

internal sealed class FirstObserver : NotingObserver;

internal sealed class SecondObserver : NotingObserver;
