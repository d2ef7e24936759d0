using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Queues;

/// <summary>What became of one recipient in one attempt.</summary>
/// <param name="Address">The address.</param>
/// <param name="Status">Delivered, deferred, failed or expired.</param>
/// <param name="Reply">The reply that decided it, where it was another than the attempt's own (<see cref="DeliveryAttempt.Reply"/>).</param>
public readonly record struct AttemptedRecipient(string Address, RecipientStatus Status, SmtpReply? Reply);
