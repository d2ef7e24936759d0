namespace Hotmail.Pacing.Queues;

/// <summary>Where a delivery in the queue stands.</summary>
public enum DeliveryState : byte
{
    /// <summary>Waiting for its first attempt.</summary>
    Queued = 0,

    /// <summary>Deferred: waiting for its next attempt.</summary>
    Deferred,

    /// <summary>Taken: an attempt is under way.</summary>
    InProgress,
}
