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

    /// <summary>Without an attempt: it expired while it waited, or was cancelled.</summary>
    public static void Announce(PacerContext context, Delivery delivery, IReadOnlyList<string> recipients, RecipientStatus status, string reason)
    {
        var now = context.Time.GetUtcNow();
        foreach (var address in recipients)
        {
            var result = new RecipientResult { Address = address, Status = status, Path = delivery.Path, Reply = delivery.LastReply, Reason = reason };
            context.Telemetry.Settled(new SettledRecord(
                now, delivery.MessageId, delivery.Id, delivery.Campaign, delivery.Engagement, now - delivery.AcceptedAt, delivery.Attempts, result));
            context.Verdicts.Report(delivery.MessageId, result);
        }
    }
}
