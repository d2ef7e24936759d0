using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Queues;

/// <summary>What the queue is to do with a delivery that was taken.</summary>
public readonly record struct DeliveryUpdate
{
    /// <summary>The recipients that still wait; empty when all are settled, and the delivery leaves the queue.</summary>
    public required IReadOnlyList<string> Remaining { get; init; }

    /// <summary>When the remaining ones may be tried next.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>Whether an attempt was used up. A refused connection uses up none.</summary>
    public bool CountAttempt { get; init; }

    /// <summary>The reply that deferred it, if there was one.</summary>
    public SmtpReply? Reply { get; init; }

    /// <summary>What became of the recipients, for a queue that keeps what was settled for a while. It may name those that still wait too.</summary>
    public IReadOnlyList<RecipientResult>? Results { get; init; }

    /// <summary>The attempt that led to this, to be remembered while the delivery is; <see langword="null"/> where there was none.</summary>
    public DeliveryAttempt? Attempt { get; init; }

    /// <summary>The path it goes to from now on, if it changes: its domain's mail exchangers turned out to be another group's.</summary>
    public EgressPath? NewPath { get; init; }

    /// <summary>The route it has from now on, if it changes.</summary>
    public string? NewRoute { get; init; }
}
