namespace Hotmail.Pacing.Queues;

/// <summary>Chooses deliveries: those that match every property that is set.</summary>
public sealed record DeliveryFilter
{
    /// <summary>All deliveries.</summary>
    public static DeliveryFilter All { get; } = new();

    /// <summary>This one alone.</summary>
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

    /// <summary>Those in this state.</summary>
    public DeliveryState? State { get; init; }

    /// <summary>Those to recipients of this engagement.</summary>
    public Engagement? Engagement { get; init; }

    /// <summary>Those accepted before this instant: older than now less it.</summary>
    public DateTimeOffset? AcceptedBefore { get; init; }

    /// <summary>Those accepted after this instant.</summary>
    public DateTimeOffset? AcceptedAfter { get; init; }

    /// <summary>Those that may be tried before this instant.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Those that may not be tried until after this instant.</summary>
    public DateTimeOffset? DueAfter { get; init; }
}
