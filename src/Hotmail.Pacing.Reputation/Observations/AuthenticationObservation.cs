namespace Hotmail.Pacing.Reputation.Observations;

/// <summary>Whether a sending domain's authentication (SPF, DKIM, DMARC) is broken: an issue of severity error or worse, or receivers that refuse its mail for it. One of another <see cref="ReputationObservation.ObservedBy"/> stands beside it.</summary>
public sealed record AuthenticationObservation : ReputationObservation
{
    /// <summary>The sending domain.</summary>
    public required string Domain { get; init; }

    /// <summary>Whether it is broken. What could not be checked is no observation.</summary>
    public required bool IsBroken { get; init; }

    /// <summary>What shows it, as a clause without a full stop: <c>the SPF record needs 14 lookups</c>.</summary>
    public string? Evidence { get; init; }
}
