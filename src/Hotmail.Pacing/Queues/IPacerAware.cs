namespace Hotmail.Pacing.Queues;

/// <summary>
/// A queue that is told which pacer runs on it, such as one that carries out what is asked of it from outside the process. A pacer looks for this on its
/// <see cref="IDeliveryQueue"/>; a queue without it is never told.
/// </summary>
public interface IPacerAware
{
    /// <summary>A pacer has opened the queue and begun to send from it. Called at most once.</summary>
    /// <param name="pacer">The pacer. Its methods may be called until <see cref="Detach"/>; those that come later may find it stopped. Must not block or throw.</param>
    void Attach(ProviderPacer pacer);

    /// <summary>The pacer stops: it is to be asked for nothing more. Called before its paths stop, and also where <see cref="Attach"/> was not. Must not block or throw.</summary>
    void Detach();
}
