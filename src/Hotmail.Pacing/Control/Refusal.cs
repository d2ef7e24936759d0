namespace Hotmail.Pacing.Control;

/// <summary>How a connection came to nothing before its first MAIL FROM was accepted.</summary>
public enum Refusal : byte
{
    /// <summary>A reply says that too many connections are open, at whatever stage up to MAIL.</summary>
    ConnectionLimit = 0,

    /// <summary>A reply says that connections are opened too fast.</summary>
    ConnectionRateLimit,

    /// <summary>The server took the TCP connection and dropped it before its greeting.</summary>
    DroppedBeforeBanner,

    /// <summary>No TCP connection: refused or timed out. Says nothing of the cap, but a run of them means a dead host.</summary>
    Unreachable,
}
