using System.Net;

namespace Hotmail.Pacing.Reputation.Observations;

/// <summary>How many of an address's messages were complained of, as a feedback loop (JMRP) or the receiver's own data (SNDS) say.</summary>
public sealed record ComplaintObservation : ReputationObservation
{
    /// <summary>The sending address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The destination group whose recipients complained.</summary>
    /// <value>Default <c>microsoft-consumer</c>.</value>
    public string Group { get; init; } = "microsoft-consumer";

    /// <summary>Complaints by message, from 0 to 1.</summary>
    public required double Rate { get; init; }
}
