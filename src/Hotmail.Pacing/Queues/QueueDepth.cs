namespace Hotmail.Pacing.Queues;

/// <summary>How much of one path and engagement waits.</summary>
/// <param name="Path">The path.</param>
/// <param name="Engagement">The engagement.</param>
/// <param name="Waiting">Deliveries in the queue, those under way included.</param>
/// <param name="InProgress">Deliveries under way.</param>
/// <param name="OldestAcceptedAt">When the oldest of them was accepted.</param>
public readonly record struct QueueDepth(EgressPath Path, Engagement Engagement, int Waiting, int InProgress, DateTimeOffset? OldestAcceptedAt);
