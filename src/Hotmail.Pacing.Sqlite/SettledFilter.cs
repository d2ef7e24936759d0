namespace Hotmail.Pacing.Sqlite;

/// <summary>Chooses among what was settled and is kept: what matches every property that is set.</summary>
public sealed record SettledFilter
{
    /// <summary>All that is kept.</summary>
    public static SettledFilter All { get; } = new();

    /// <summary>This delivery's.</summary>
    public DeliveryId? Id { get; init; }

    /// <summary>This message's.</summary>
    public MessageId? MessageId { get; init; }

    /// <summary>This destination group's.</summary>
    public string? Group { get; init; }

    /// <summary>This egress source's.</summary>
    public string? Source { get; init; }

    /// <summary>Those to recipients of this domain, in ASCII (punycode), in any case.</summary>
    public string? Domain { get; init; }

    /// <summary>This campaign's.</summary>
    public string? Campaign { get; init; }

    /// <summary>Those of which at least one recipient ended so.</summary>
    public RecipientStatus? Status { get; init; }

    /// <summary>Those settled before this instant.</summary>
    public DateTimeOffset? SettledBefore { get; init; }

    /// <summary>Those settled after this instant.</summary>
    public DateTimeOffset? SettledAfter { get; init; }

    internal bool Matches(SettledDelivery settled) =>
        (Id is not { } id || id == settled.DeliveryId)
        && (MessageId is not { } message || message == settled.MessageId)
        && (Group is null || string.Equals(Group, settled.Path.Group, StringComparison.Ordinal))
        && (Source is null || string.Equals(Source, settled.Path.Source, StringComparison.Ordinal))
        && (Domain is null || string.Equals(Domain, settled.Domain, StringComparison.OrdinalIgnoreCase))
        && (Campaign is null || string.Equals(Campaign, settled.Campaign, StringComparison.Ordinal))
        && (Status is not { } status || settled.Recipients.Any(recipient => recipient.Status == status))
        && (SettledBefore is not { } before || settled.SettledAt < before)
        && (SettledAfter is not { } after || settled.SettledAt > after);
}
