namespace Hotmail.Pacing.Queues;

/// <summary>What the queue is asked to keep: one message to recipients of one domain and one engagement.</summary>
public sealed class DeliveryRequest
{
    /// <summary>The path it leaves by.</summary>
    public required EgressPath Path { get; init; }

    /// <summary>What must be the same for two deliveries to share a connection: the relay, or the domain's set of mail exchangers.</summary>
    public required string Route { get; init; }

    /// <summary>The recipients' domain, in ASCII (punycode), lower case.</summary>
    public required string Domain { get; init; }

    /// <summary>The envelope sender (RFC 5321 reverse-path); empty for the null reverse-path.</summary>
    public required string Sender { get; init; }

    /// <summary>The recipients' bare addresses; at least one.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>The message, serialised once and shared by all deliveries of it.</summary>
    public required MessageContent Content { get; init; }

    /// <summary>The first key of the order.</summary>
    public MessagePriority Priority { get; init; }

    /// <summary>The second key of the order.</summary>
    public Engagement Engagement { get; init; }

    /// <summary>The campaign it belongs to, if any.</summary>
    public string? Campaign { get; init; }

    /// <summary>When the pacer accepted it: its age counts from here.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When it may first be tried.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>After this instant it is not tried again.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
