using Hotmail.Pacing.Gates;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>The real gate, every lease of which is written down.</summary>
internal sealed class AuditedGate(RunLedger ledger, TimeProvider time) : IConnectionGate
{
    private readonly InProcessConnectionGate _gate = new(time);

    public async ValueTask SetCeilingAsync(EgressPath path, int ceiling, CancellationToken cancellationToken)
    {
        await _gate.SetCeilingAsync(path, ceiling, cancellationToken);
        ledger.CeilingSet(path, ceiling);
    }

    public async ValueTask<ConnectionLease> AcquireAsync(EgressPath path, CancellationToken cancellationToken) =>
        Audited(path, await _gate.AcquireAsync(path, cancellationToken));

    public async ValueTask<ConnectionLease> TryAcquireAsync(EgressPath path, CancellationToken cancellationToken) =>
        Audited(path, await _gate.TryAcquireAsync(path, cancellationToken));

    public GateStatistics GetStatistics(EgressPath path) => _gate.GetStatistics(path);

    private ConnectionLease Audited(EgressPath path, ConnectionLease lease)
    {
        if (!lease.IsAcquired)
        {
            return lease;
        }

        ledger.Leased(path);
        return new ConnectionLease(new Owner(ledger, path, lease), 1, lease.OpenedAt);
    }

    private sealed class Owner(RunLedger ledger, EgressPath path, ConnectionLease lease) : IConnectionLeaseOwner
    {
        private int _released;

        public bool ShouldClose(long token) => lease.ShouldClose;

        public CancellationToken GetLostToken(long token) => lease.Lost;

        public ValueTask ReleaseAsync(long token)
        {
            if (Interlocked.Exchange(ref _released, 1) == 0)
            {
                ledger.Released(path);
            }

            return lease.DisposeAsync();
        }
    }
}
