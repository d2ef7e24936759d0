namespace Hotmail.Pacing;

/// <summary>The first verdict on every recipient of a message.</summary>
/// <param name="Receipt">The acceptance.</param>
/// <param name="Recipients">One verdict for each recipient, in the message's order.</param>
public sealed record SendResult(MessageReceipt Receipt, IReadOnlyList<RecipientResult> Recipients)
{
    /// <summary>Whether every recipient is delivered.</summary>
    public bool AllDelivered => Recipients.All(static recipient => recipient.Status == RecipientStatus.Delivered);
}
