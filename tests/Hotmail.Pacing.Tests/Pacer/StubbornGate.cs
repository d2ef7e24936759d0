using Hotmail.Pacing.Gates;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>A gate as a cluster's might be: its calls take long, and leases are lost. It gives as many as are asked for, numbered from 1.</summary>
internal sealed class StubbornGate : IConnectionGate, IConnectionLeaseOwner
{
    private long _leases;

    /// <summary>The leases given out so far.</summary>
    public long Leases => Volatile.Read(ref _leases);

    /// <summary>What goes before a lease.</summary>
    public Func<CancellationToken, Task> Acquiring { get; init; } = static _ => Task.CompletedTask;

    /// <summary>What goes before a lease is given back.</summary>
    public Func<Task> Releasing { get; init; } = static () => Task.CompletedTask;

    /// <summary>What tells that the lease of that number is lost.</summary>
    public Func<long, CancellationToken> Lost { get; init; } = static _ => CancellationToken.None;

    public ValueTask SetCeilingAsync(EgressPath path, int ceiling, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<ConnectionLease> AcquireAsync(EgressPath path, CancellationToken cancellationToken) => TryAcquireAsync(path, cancellationToken);

    public async ValueTask<ConnectionLease> TryAcquireAsync(EgressPath path, CancellationToken cancellationToken)
    {
        await Acquiring(cancellationToken);
        return new ConnectionLease(this, Interlocked.Increment(ref _leases), DateTimeOffset.UnixEpoch);
    }

    public GateStatistics GetStatistics(EgressPath path) => default;

    public bool ShouldClose(long token) => false;

    public CancellationToken GetLostToken(long token) => Lost(token);

    public async ValueTask ReleaseAsync(long token) => await Releasing();
}
