namespace Hotmail.Pacing.Reputation.Observations;

/// <summary>Something that a check, a report or a receiver showed of a sender at a time. Plain data: signals and alerts are made of it.</summary>
public abstract record ReputationObservation
{
    private protected ReputationObservation()
    {
    }

    /// <summary>When it was so.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who saw it, for people: <c>blocklists</c>, <c>SNDS</c>.</summary>
    public string? ObservedBy { get; init; }
}
