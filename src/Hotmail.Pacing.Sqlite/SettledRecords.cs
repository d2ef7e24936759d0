using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Sqlite;

/// <summary>Makes the record of what was settled. Pure: the time is handed in.</summary>
internal static class SettledRecords
{
    /// <summary>Of an update.</summary>
    /// <returns><see langword="null"/> when it settles nobody of whom it says what became.</returns>
    public static SettledDelivery? Of(Delivery delivery, in DeliveryUpdate update, DateTimeOffset now)
    {
        SettledRecipient[] recipients = [.. (update.Results ?? []).Where(static result => result.Status != RecipientStatus.Deferred)
            .Select(static result => new SettledRecipient(result.Address, result.Status, result.Reply, result.Reason))];
        return recipients.Length == 0 ? null : Make(delivery, delivery.Attempts + (update.CountAttempt ? 1 : 0), recipients, now);
    }

    /// <summary>Of a delivery that is cancelled.</summary>
    public static SettledDelivery OfCancelled(Delivery delivery, DateTimeOffset now) => Make(
        delivery,
        delivery.Attempts,
        delivery.Problem is null ? [.. delivery.Recipients.Select(address => new SettledRecipient(address, RecipientStatus.Cancelled, delivery.LastReply, null))] : [],
        now);

    private static SettledDelivery Make(Delivery delivery, int attempts, SettledRecipient[] recipients, DateTimeOffset now) => new()
    {
        DeliveryId = delivery.Id,
        MessageId = delivery.MessageId,
        Path = delivery.Path,
        Domain = delivery.Domain,
        Campaign = delivery.Campaign,
        AcceptedAt = delivery.AcceptedAt,
        SettledAt = now,
        Attempts = attempts,
        Recipients = recipients,
    };
}
