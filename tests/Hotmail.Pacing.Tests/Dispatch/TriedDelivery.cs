using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Tests.Dispatch;

/// <summary>A delivery as a queue would hand it out for an attempt.</summary>
internal sealed class TriedDelivery(DateTimeOffset acceptedAt, DateTimeOffset expiresAt, int attempts, params string[] recipients) : Delivery
{
    public override DeliveryId Id => new(7);

    public override MessageId MessageId => new(3);

    public override EgressPath Path => new("default", "microsoft-consumer");

    public override string Route => "mx.example";

    public override string Domain => "hotmail.com";

    public override string Sender => "news@example.com";

    public override IReadOnlyList<string> Recipients { get; } = recipients;

    public override MessagePriority Priority => MessagePriority.Bulk;

    public override Engagement Engagement => Engagement.Normal;

    public override string? Campaign => null;

    public override DateTimeOffset AcceptedAt { get; } = acceptedAt;

    public override DateTimeOffset DueAt => AcceptedAt;

    public override DateTimeOffset ExpiresAt { get; } = expiresAt;

    public override int Attempts { get; } = attempts;

    public override DeliveryState State => DeliveryState.InProgress;

    public override SmtpReply? LastReply => null;

    public override ValueTask<MessageContent> GetContentAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
