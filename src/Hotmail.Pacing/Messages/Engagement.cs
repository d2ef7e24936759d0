namespace Hotmail.Pacing;

/// <summary>What the host knows of a recipient's interest. Mail to engaged recipients builds the trust that a provider's limits rest on.</summary>
public enum Engagement : byte
{
    /// <summary>Nothing in particular is known. The default.</summary>
    Normal = 0,

    /// <summary>Opened, clicked or bought lately. Sent first.</summary>
    Engaged = 1,

    /// <summary>Old, reactivated or cold. Sent last, and held back while a path recovers from a throttle.</summary>
    Dormant = 2,
}
