namespace Hotmail.Pacing;

/// <summary>What became of one recipient of an accepted message.</summary>
public enum RecipientStatus : byte
{
    /// <summary>Not final: waiting for the next attempt.</summary>
    Deferred = 0,

    /// <summary>Final: the receiver took responsibility for it.</summary>
    Delivered,

    /// <summary>Final: refused for good.</summary>
    Failed,

    /// <summary>Final: its time in the queue ran out.</summary>
    Expired,

    /// <summary>Final: cancelled by the host.</summary>
    Cancelled,
}
