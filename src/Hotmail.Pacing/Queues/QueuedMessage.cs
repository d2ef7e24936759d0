namespace Hotmail.Pacing.Queues;

/// <summary>The numbers under which the queue keeps a message.</summary>
/// <param name="Id">The message's.</param>
/// <param name="Deliveries">Its deliveries', in the order in which they were given.</param>
public sealed record QueuedMessage(MessageId Id, IReadOnlyList<DeliveryId> Deliveries);
