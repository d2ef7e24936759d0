using System.Net;

namespace Hotmail.Pacing.Reputation.Observations;

/// <summary>The filter result that SNDS shows for an address.</summary>
public sealed record FilterObservation : ReputationObservation
{
    /// <summary>The sending address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The destination group whose filter it is.</summary>
    /// <value>Default <c>microsoft-consumer</c>.</value>
    public string Group { get; init; } = "microsoft-consumer";

    /// <summary>The result.</summary>
    public required FilterVerdict Verdict { get; init; }
}
