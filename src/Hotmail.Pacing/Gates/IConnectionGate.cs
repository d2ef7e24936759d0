namespace Hotmail.Pacing.Gates;

/// <summary>
/// Gives out leases, one a connection, so that no more are out on a path than its ceiling. One gate may serve several processes: its calls
/// may cross a network, a lease may expire or be lost, and the ceiling is the sum over all of them.
/// </summary>
public interface IConnectionGate
{
    /// <summary>Sets how many leases may be out on a path. Leases that are out stay; none is given until fewer are out than the new ceiling.</summary>
    /// <param name="path">The path.</param>
    /// <param name="ceiling">The number of connections; 0 gives none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ceiling"/> is negative.</exception>
    ValueTask SetCeilingAsync(EgressPath path, int ceiling, CancellationToken cancellationToken);

    /// <summary>Waits in line (first come, first served) for a lease. A path without a ceiling gives none until it is set.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Ends the waiting; a lease that was granted at that moment is given back.</param>
    /// <returns>The lease: dispose it when the connection is closed.</returns>
    /// <exception cref="OperationCanceledException">The waiting was cancelled.</exception>
    ValueTask<ConnectionLease> AcquireAsync(EgressPath path, CancellationToken cancellationToken);

    /// <summary>Takes a lease if one is free and nobody waits in line for it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The lease, or one whose <see cref="ConnectionLease.IsAcquired"/> is <see langword="false"/>.</returns>
    ValueTask<ConnectionLease> TryAcquireAsync(EgressPath path, CancellationToken cancellationToken);

    /// <summary>What the gate knows of a path at this moment.</summary>
    /// <param name="path">The path.</param>
    GateStatistics GetStatistics(EgressPath path);
}
