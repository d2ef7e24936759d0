namespace Hotmail.Pacing.Telemetry;

/// <summary>A recipient reached its final status.</summary>
/// <param name="At">When.</param>
/// <param name="MessageId">The message.</param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Campaign">The campaign, if any.</param>
/// <param name="Engagement">The recipient's engagement.</param>
/// <param name="MessageAge">The message's age at that moment.</param>
/// <param name="Attempts">The attempts used up.</param>
/// <param name="Recipient">The recipient's final result.</param>
public sealed record SettledRecord(
    DateTimeOffset At, MessageId MessageId, DeliveryId DeliveryId, string? Campaign, Engagement Engagement, TimeSpan MessageAge, int Attempts, RecipientResult Recipient);
