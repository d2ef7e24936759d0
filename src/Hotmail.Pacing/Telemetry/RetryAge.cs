namespace Hotmail.Pacing.Telemetry;

/// <summary>How old a message was at an attempt.</summary>
public enum RetryAge : byte
{
    /// <summary>The delivery's first attempt, however long it waited for it.</summary>
    FirstAttempt = 0,

    /// <summary>A retry within 30 minutes of acceptance.</summary>
    Under30Minutes,

    /// <summary>A retry at 30 minutes to 2 hours.</summary>
    Under2Hours,

    /// <summary>A retry at 2 to 6 hours.</summary>
    Under6Hours,

    /// <summary>A retry at 6 to 24 hours.</summary>
    Under24Hours,

    /// <summary>A retry at 24 hours or later.</summary>
    Older,
}
