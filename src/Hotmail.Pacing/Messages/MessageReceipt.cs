namespace Hotmail.Pacing;

/// <summary>Says that a message was accepted: from here on each of its recipients ends in exactly one final status.</summary>
/// <param name="MessageId">The message's number.</param>
/// <param name="AcceptedAt">When it was accepted.</param>
/// <param name="Deliveries">Its deliveries: one for each path, domain and engagement among its recipients.</param>
public sealed record MessageReceipt(MessageId MessageId, DateTimeOffset AcceptedAt, IReadOnlyList<DeliveryId> Deliveries);
