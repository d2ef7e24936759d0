using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Dispatch;

/// <summary>A message that was checked and split.</summary>
/// <param name="Deliveries">What the queue is to keep.</param>
/// <param name="Recipients">For each of the message's recipients in order, the address in the queue and its path.</param>
internal sealed record PlannedMessage(IReadOnlyList<DeliveryRequest> Deliveries, IReadOnlyList<PlannedRecipient> Recipients);
