using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Queues;

/// <summary>
/// Keeps accepted deliveries until they are settled. A delivery that was taken belongs to the taker until it is updated; a queue that
/// outlives its process gives such a delivery out again after a restart. All methods are safe to call at the same time.
/// </summary>
public interface IDeliveryQueue : IAsyncDisposable
{
    /// <summary>Raised when deliveries of a path may have become ready by something other than the passing of time. Handlers must not block.</summary>
    event Action<EgressPath>? Available;

    /// <summary>Makes the queue ready for use: opens its file, reads its index. Called once, before anything else.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>Keeps the deliveries of one or more messages; when it returns, they are accepted. Waits while the queue is full.</summary>
    /// <param name="messages">For each message, its deliveries (at least one). All are kept, or none.</param>
    /// <param name="accepted">Called once with the result, after the data is kept and before any of the deliveries can be taken; must not block, throw or call the queue.</param>
    /// <param name="cancellationToken">Ends the waiting for room. Once the data is being written it is not obeyed any more.</param>
    /// <returns>For each message in order, its number and its deliveries' numbers.</returns>
    /// <exception cref="OperationCanceledException">Cancelled while it waited for room: nothing was kept.</exception>
    /// <exception cref="ArgumentException">One message has more deliveries than the queue's whole capacity.</exception>
    ValueTask<IReadOnlyList<QueuedMessage>> EnqueueAsync(
        IReadOnlyList<IReadOnlyList<DeliveryRequest>> messages, Action<IReadOnlyList<QueuedMessage>>? accepted, CancellationToken cancellationToken);

    /// <summary>Takes the delivery that is first in the path's order: priority, then engagement, then due time, with ageing.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The delivery, now <see cref="DeliveryState.InProgress"/>, or <see langword="null"/> if none is ready.</returns>
    ValueTask<Delivery?> TakeAsync(TakeRequest request, CancellationToken cancellationToken);

    /// <summary>Takes deliveries past their <see cref="Delivery.ExpiresAt"/> that nobody has taken, on any path.</summary>
    /// <param name="now">The time.</param>
    /// <param name="max">The most to take.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<IReadOnlyList<Delivery>> TakeExpiredAsync(DateTimeOffset now, int max, CancellationToken cancellationToken);

    /// <summary>When the next delivery of a path is due: a time in the past when one is ready, <see langword="null"/> when none waits.</summary>
    /// <param name="request">What is wanted, as for <see cref="TakeAsync"/>; a delivery that is held counts from when its hold ends.</param>
    DateTimeOffset? NextDue(TakeRequest request);

    /// <summary>Gives back a delivery that was taken: settles recipients, and makes the rest wait.</summary>
    /// <param name="delivery">The delivery, as it was taken.</param>
    /// <param name="update">What to do with it.</param>
    /// <param name="cancellationToken">Ends the call before it begins; a change under way is finished.</param>
    /// <exception cref="InvalidOperationException">The delivery is not taken.</exception>
    ValueTask UpdateAsync(Delivery delivery, DeliveryUpdate update, CancellationToken cancellationToken);

    /// <summary>Removes waiting deliveries for ever. Those under way are not touched.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What was removed. A queue that fails in the middle gives what it had removed until then: the others wait as before, and it throws where it can remove none.</returns>
    ValueTask<IReadOnlyList<Delivery>> CancelAsync(DeliveryFilter filter, CancellationToken cancellationToken);

    /// <summary>Makes waiting deliveries due now.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many.</returns>
    ValueTask<int> RetryNowAsync(DeliveryFilter filter, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Moves waiting deliveries to other paths. When they are due, and how often they were tried, stays as it is. Those under way are not touched.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="target">
    /// Says where a delivery goes; <see langword="null"/> leaves it where it is. Of the delivery it may ask all but its sender, recipients, last reply and content. It must not block, throw
    /// or call the queue.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many were moved.</returns>
    ValueTask<int> MoveAsync(DeliveryFilter filter, Func<Delivery, MoveTarget?> target, CancellationToken cancellationToken);

    /// <summary>Lists deliveries in the order of their numbers.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">Only those with a higher number, to page on.</param>
    /// <param name="max">The most to list.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<IReadOnlyList<Delivery>> ListAsync(DeliveryFilter filter, DeliveryId after, int max, CancellationToken cancellationToken);

    /// <summary>Lists what is remembered of a delivery's attempts: of one that waits, at least its last 16, the oldest first.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>None where the delivery was never tried, or is not in the queue any more, unless the queue keeps what is settled.</returns>
    ValueTask<IReadOnlyList<DeliveryAttempt>> ListAttemptsAsync(DeliveryId delivery, CancellationToken cancellationToken);

    /// <summary>What waits, by path and engagement: the entries that are not empty.</summary>
    IReadOnlyList<QueueDepth> GetDepths();

    /// <summary>What was last saved of a path's controller, or <see langword="null"/>.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<PathState?> LoadPathStateAsync(EgressPath path, CancellationToken cancellationToken);

    /// <summary>Saves a path's controller state beside the deliveries.</summary>
    /// <param name="path">The path.</param>
    /// <param name="state">The state.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask SavePathStateAsync(EgressPath path, PathState state, CancellationToken cancellationToken);
}
