using Hotmail.Pacing.Gates;

namespace Hotmail.Pacing.Tests.DependencyInjection;

/// <summary>A host's own gate: the shipped one, which counts the leases.</summary>
internal sealed class CountingGate(TimeProvider time) : IConnectionGate
{
    private readonly InProcessConnectionGate _gate = new(time);
    private int _leases;

    public int Leases => Volatile.Read(ref _leases);

    public ValueTask SetCeilingAsync(EgressPath path, int ceiling, CancellationToken cancellationToken) => _gate.SetCeilingAsync(path, ceiling, cancellationToken);

    public ValueTask<ConnectionLease> AcquireAsync(EgressPath path, CancellationToken cancellationToken) => Counted(_gate.AcquireAsync(path, cancellationToken));

    public ValueTask<ConnectionLease> TryAcquireAsync(EgressPath path, CancellationToken cancellationToken) => Counted(_gate.TryAcquireAsync(path, cancellationToken));

    public GateStatistics GetStatistics(EgressPath path) => _gate.GetStatistics(path);

    private ValueTask<ConnectionLease> Counted(ValueTask<ConnectionLease> lease)
    {
        Interlocked.Increment(ref _leases);
        return lease;
    }
}
