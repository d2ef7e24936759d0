namespace Hotmail.Pacing.Telemetry;

/// <summary>
/// The host's ear. Calls come one at a time, in order, from a buffer of its own: an observer may be slow or throw without harming the pacer. When
/// the buffer is full, the newest record is dropped and counted.
/// </summary>
public interface IDeliveryObserver
{
    /// <summary>An attempt ended.</summary>
    /// <param name="attempt">Its record.</param>
    /// <param name="cancellationToken">Cancelled when the pacer is disposed.</param>
    ValueTask OnAttemptAsync(AttemptRecord attempt, CancellationToken cancellationToken) => default;

    /// <summary>A recipient reached its final status.</summary>
    /// <param name="settled">Its record.</param>
    /// <param name="cancellationToken">Cancelled when the pacer is disposed.</param>
    ValueTask OnSettledAsync(SettledRecord settled, CancellationToken cancellationToken) => default;

    /// <summary>A path's phase, ceiling or pause changed.</summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Cancelled when the pacer is disposed.</param>
    ValueTask OnPhaseChangedAsync(PathChange change, CancellationToken cancellationToken) => default;
}
