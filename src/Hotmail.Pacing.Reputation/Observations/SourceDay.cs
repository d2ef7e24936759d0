using System.Net;

namespace Hotmail.Pacing.Reputation.Observations;

/// <summary>What one address sent in a domain's name on one day, as DMARC reports show it: the sum of all that is known of that day. A later one of the same day replaces it.</summary>
public sealed record SourceDay : ReputationObservation
{
    /// <summary>The domain in whose name it sent.</summary>
    public required string Domain { get; init; }

    /// <summary>The sending address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The messages of that day.</summary>
    public required long Messages { get; init; }

    /// <summary>Those of them that did not pass DMARC.</summary>
    public required long Failing { get; init; }

    /// <summary>Whether the address is known to send for the domain.</summary>
    public required bool IsVerified { get; init; }
}
