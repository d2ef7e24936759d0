namespace Hotmail.Pacing.Reputation.Spf.Flattening;

/// <summary>What is different between two plans of one domain.</summary>
public sealed record SpfFlattenChanges
{
    /// <summary>Whether the earlier plan's records are not those that should be published now: the flattened copy is stale.</summary>
    public required bool IsStale { get; init; }

    /// <summary>The senders whose networks changed. There may be some though nothing is stale: where other networks cover the change.</summary>
    public required IReadOnlyList<SpfSenderChange> Senders { get; init; }
}
