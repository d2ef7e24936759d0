using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing;

/// <summary>A verdict on one recipient: the first one when it comes from <c>ProviderPacer.SendAsync</c>, the final one when an observer gets it.</summary>
public sealed record RecipientResult
{
    /// <summary>The recipient's address, as the host gave it.</summary>
    public required string Address { get; init; }

    /// <summary>What became of it.</summary>
    public required RecipientStatus Status { get; init; }

    /// <summary>The path it took.</summary>
    public required EgressPath Path { get; init; }

    /// <summary>The reply that decided it; <see langword="null"/> when no reply did.</summary>
    public SmtpReply? Reply { get; init; }

    /// <summary>What the reply meant; <see langword="null"/> when there was none.</summary>
    public ReplyClass? Class { get; init; }

    /// <summary>For <see cref="RecipientStatus.Deferred"/>: the earliest time of the next attempt.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }
}
