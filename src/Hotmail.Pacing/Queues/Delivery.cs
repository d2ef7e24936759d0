using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Queues;

/// <summary>
/// One delivery as the queue knows it. The queue that gave it out owns it: it is changed only by that queue's methods, and a caller that
/// took it has it alone until it gives it back.
/// </summary>
public abstract class Delivery
{
    /// <summary>Its number.</summary>
    public abstract DeliveryId Id { get; }

    /// <summary>The message it is a part of.</summary>
    public abstract MessageId MessageId { get; }

    /// <summary>The path it leaves by.</summary>
    public abstract EgressPath Path { get; }

    /// <summary>What must be the same for two deliveries to share a connection.</summary>
    public abstract string Route { get; }

    /// <summary>The recipients' domain, in ASCII, lower case.</summary>
    public abstract string Domain { get; }

    /// <summary>The envelope sender; empty for the null reverse-path.</summary>
    public abstract string Sender { get; }

    /// <summary>The recipients not settled yet.</summary>
    public abstract IReadOnlyList<string> Recipients { get; }

    /// <summary>The first key of the order.</summary>
    public abstract MessagePriority Priority { get; }

    /// <summary>The second key of the order.</summary>
    public abstract Engagement Engagement { get; }

    /// <summary>The campaign, if any.</summary>
    public abstract string? Campaign { get; }

    /// <summary>When the pacer accepted it.</summary>
    public abstract DateTimeOffset AcceptedAt { get; }

    /// <summary>When it may be tried (next).</summary>
    public abstract DateTimeOffset DueAt { get; }

    /// <summary>After this instant it is not tried again.</summary>
    public abstract DateTimeOffset ExpiresAt { get; }

    /// <summary>Attempts that were used up. A refused connection uses up none.</summary>
    public abstract int Attempts { get; }

    /// <summary>What became of it so far.</summary>
    public abstract DeliveryState State { get; }

    /// <summary>The last reply that deferred it, if any.</summary>
    public abstract SmtpReply? LastReply { get; }

    /// <summary>
    /// Why a durable queue could not read its sender, recipients and last reply; <see langword="null"/> when it could. Where it could not, those properties throw. Only a delivery that was
    /// listed or cancelled may have one.
    /// </summary>
    public virtual string? Problem => null;

    /// <summary>The message's bytes; a durable queue may read them from disk here.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public abstract ValueTask<MessageContent> GetContentAsync(CancellationToken cancellationToken);
}
