using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Sqlite.Commands.Model;

/// <summary>A delivery at one moment.</summary>
internal sealed record DeliveryInfo
{
    public required long Id { get; init; }

    public required long MessageId { get; init; }

    public required string Group { get; init; }

    public required string Source { get; init; }

    public required string Domain { get; init; }

    public required DeliveryState State { get; init; }

    public required MessagePriority Priority { get; init; }

    public required Engagement Engagement { get; init; }

    public string? Campaign { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The envelope sender; empty for the null reverse-path; <see langword="null"/> where it cannot be read.</summary>
    public string? Sender { get; init; }

    /// <summary>The recipients that wait; none where they cannot be read.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>The last reply that deferred it.</summary>
    public ReplyInfo? LastReply { get; init; }

    /// <summary>Why sender, recipients and last reply cannot be read; <see langword="null"/> when they can.</summary>
    public string? Problem { get; init; }

    public static DeliveryInfo Of(Delivery delivery) => new()
    {
        Id = delivery.Id.Value,
        MessageId = delivery.MessageId.Value,
        Group = delivery.Path.Group,
        Source = delivery.Path.Source,
        Domain = delivery.Domain,
        State = delivery.State,
        Priority = delivery.Priority,
        Engagement = delivery.Engagement,
        Campaign = delivery.Campaign,
        Attempts = delivery.Attempts,
        AcceptedAt = delivery.AcceptedAt,
        DueAt = delivery.DueAt,
        ExpiresAt = delivery.ExpiresAt,
        Sender = delivery.Problem is null ? delivery.Sender : null,
        Recipients = delivery.Problem is null ? delivery.Recipients : [],
        LastReply = delivery.Problem is null ? ReplyInfo.Of(delivery.LastReply) : null,
        Problem = delivery.Problem,
    };
}
