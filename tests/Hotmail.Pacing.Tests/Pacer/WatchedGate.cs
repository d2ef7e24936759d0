using Hotmail.Pacing.Gates;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>The real gate, which tells when a ceiling has come into force, and lets something happen between a lease and what is done with it.</summary>
internal sealed class WatchedGate(int awaited) : IConnectionGate
{
    private int _leases;

    private readonly InProcessConnectionGate _gate = new(TimeProvider.System);
    private readonly TaskCompletionSource _inForce = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The ceiling that was waited for is in force.</summary>
    public Task InForce => _inForce.Task.WaitAsync(PacerHarness.Patience, TestContext.Current.CancellationToken);

    /// <summary>What happens when the path has that many leases behind it.</summary>
    public Func<int, Task> Acquired { get; set; } = static _ => Task.CompletedTask;

    public async ValueTask SetCeilingAsync(EgressPath path, int ceiling, CancellationToken cancellationToken)
    {
        await _gate.SetCeilingAsync(path, ceiling, cancellationToken);
        if (ceiling == awaited)
        {
            _inForce.TrySetResult();
        }
    }

    public ValueTask<ConnectionLease> AcquireAsync(EgressPath path, CancellationToken cancellationToken) => _gate.AcquireAsync(path, cancellationToken);

    public async ValueTask<ConnectionLease> TryAcquireAsync(EgressPath path, CancellationToken cancellationToken)
    {
        var lease = await _gate.TryAcquireAsync(path, cancellationToken);
        await Acquired(++_leases);
        return lease;
    }

    public GateStatistics GetStatistics(EgressPath path) => _gate.GetStatistics(path);
}
