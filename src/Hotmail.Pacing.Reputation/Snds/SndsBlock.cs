using System.Net;

namespace Hotmail.Pacing.Reputation.Snds;

/// <summary>What Smart Network Data Services tell of the state of addresses: a row of <c>ipStatus.aspx</c>.</summary>
public sealed record SndsBlock
{
    /// <summary>The first address.</summary>
    public required IPAddress First { get; init; }

    /// <summary>The last address.</summary>
    public required IPAddress Last { get; init; }

    /// <summary>Whether Microsoft refuses their mail.</summary>
    public required bool IsBlocked { get; init; }

    /// <summary>Why, in Microsoft's words.</summary>
    public string? Details { get; init; }
}
