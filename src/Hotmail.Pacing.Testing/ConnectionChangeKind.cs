namespace Hotmail.Pacing.Testing;

/// <summary>What happened to a connection.</summary>
public enum ConnectionChangeKind
{
    /// <summary>A connection was accepted.</summary>
    Opened,

    /// <summary>A connection was over the cap or the open rate.</summary>
    Refused,

    /// <summary>An accepted connection ended.</summary>
    Closed,
}
