namespace Hotmail.Pacing.Queues;

/// <summary>Chooses deliveries: those that match every property that is set.</summary>
public sealed record DeliveryFilter
{
    /// <summary>All deliveries.</summary>
    public static DeliveryFilter All { get; } = new();

    /// <summary>This message's.</summary>
    public MessageId? MessageId { get; init; }

    /// <summary>This destination group's.</summary>
    public string? Group { get; init; }

    /// <summary>This egress source's.</summary>
    public string? Source { get; init; }

    /// <summary>This campaign's.</summary>
    public string? Campaign { get; init; }

    /// <summary>Those in this state.</summary>
    public DeliveryState? State { get; init; }

    /// <summary>Those accepted before this instant.</summary>
    public DateTimeOffset? AcceptedBefore { get; init; }
}
