namespace Hotmail.Pacing.Sqlite;

/// <summary>Recipients of one delivery that were settled together. Where one attempt delivered to some and deferred others, the delivery has several.</summary>
public sealed record SettledDelivery
{
    /// <summary>Its number among what the spool keeps, in the order of time.</summary>
    public long Number { get; init; }

    /// <summary>The delivery.</summary>
    public required DeliveryId DeliveryId { get; init; }

    /// <summary>The message it was a part of.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>The path it left by, or waited on.</summary>
    public required EgressPath Path { get; init; }

    /// <summary>The recipients' domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The campaign, if any.</summary>
    public string? Campaign { get; init; }

    /// <summary>When the pacer accepted it.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When these recipients were settled.</summary>
    public required DateTimeOffset SettledAt { get; init; }

    /// <summary>The attempts that were used up by then, the one that settled it included.</summary>
    public required int Attempts { get; init; }

    /// <summary>The recipients; none where a damaged delivery was cancelled, and nobody knows who they were.</summary>
    public required IReadOnlyList<SettledRecipient> Recipients { get; init; }
}
