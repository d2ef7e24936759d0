using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.Dispatch;

/// <summary>Tells those who wait and those who watch what became of recipients, once the queue knows.</summary>
internal static class Settlement
{
    /// <summary>After an attempt.</summary>
    public static void Announce(PacerContext context, AttemptRecord attempt)
    {
        foreach (var result in attempt.Recipients)
        {
            if (result.Status != RecipientStatus.Deferred)
            {
                context.Telemetry.Settled(new SettledRecord(
                    attempt.At, attempt.MessageId, attempt.DeliveryId, attempt.Campaign, attempt.Engagement, attempt.MessageAge, attempt.Attempt, result));
            }

            context.Verdicts.Report(attempt.MessageId, result);
        }
    }

    /// <summary>What becomes of the recipients that wait when there is no attempt: it expired while it waited, or was cancelled.</summary>
    public static RecipientResult[] Results(Delivery delivery, RecipientStatus status, string reason) =>
        [.. delivery.Recipients.Select(address => new RecipientResult { Address = address, Status = status, Path = delivery.Path, Reply = delivery.LastReply, Reason = reason })];

    /// <summary>Without an attempt.</summary>
    public static void Announce(PacerContext context, Delivery delivery, IReadOnlyList<RecipientResult> results)
    {
        var now = context.Time.GetUtcNow();
        foreach (var result in results)
        {
            context.Telemetry.Settled(new SettledRecord(
                now, delivery.MessageId, delivery.Id, delivery.Campaign, delivery.Engagement, now - delivery.AcceptedAt, delivery.Attempts, result));
            context.Verdicts.Report(delivery.MessageId, result);
        }
    }
}
