namespace Hotmail.Pacing.Sqlite.Commands.Model;

/// <summary>What a spool answers: an error, or what the verb is for.</summary>
internal sealed record SpoolAnswer
{
    /// <summary>Why it was not done, in a sentence; <see langword="null"/> when it was.</summary>
    public string? Error { get; init; }

    public SpoolStatus? Status { get; init; }

    /// <summary>A page of deliveries.</summary>
    public IReadOnlyList<DeliveryInfo>? Deliveries { get; init; }

    /// <summary>After which delivery the next page begins; <see langword="null"/> when this is the last.</summary>
    public long? Next { get; init; }

    /// <summary>The delivery's attempts, the oldest first.</summary>
    public IReadOnlyList<AttemptInfo>? Attempts { get; init; }

    /// <summary>The deliveries that were changed.</summary>
    public int Changed { get; init; }

    /// <summary>The recipients that were cancelled.</summary>
    public int Recipients { get; init; }

    /// <summary>The paths that were paused or resumed.</summary>
    public IReadOnlyList<PathStatus>? Paths { get; init; }
}
