using Hotmail.Pacing.Gates;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>The real gate, which tells when a ceiling has come into force.</summary>
internal sealed class WatchedGate(int awaited) : IConnectionGate
{
    private readonly InProcessConnectionGate _gate = new(TimeProvider.System);
    private readonly TaskCompletionSource _inForce = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The ceiling that was waited for is in force.</summary>
    public Task InForce => _inForce.Task.WaitAsync(PacerHarness.Patience, TestContext.Current.CancellationToken);

    public async ValueTask SetCeilingAsync(EgressPath path, int ceiling, CancellationToken cancellationToken)
    {
        await _gate.SetCeilingAsync(path, ceiling, cancellationToken);
        if (ceiling == awaited)
        {
            _inForce.TrySetResult();
        }
    }

    public ValueTask<ConnectionLease> AcquireAsync(EgressPath path, CancellationToken cancellationToken) => _gate.AcquireAsync(path, cancellationToken);

    public ValueTask<ConnectionLease> TryAcquireAsync(EgressPath path, CancellationToken cancellationToken) => _gate.TryAcquireAsync(path, cancellationToken);

    public GateStatistics GetStatistics(EgressPath path) => _gate.GetStatistics(path);
}
