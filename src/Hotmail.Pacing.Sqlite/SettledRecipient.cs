using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Sqlite;

/// <summary>What became of one recipient.</summary>
/// <param name="Address">The address.</param>
/// <param name="Status">Delivered, failed, expired or cancelled.</param>
/// <param name="Reply">The reply that decided it, or the last before it; <see langword="null"/> when there was none.</param>
/// <param name="Reason">Why, in words.</param>
public readonly record struct SettledRecipient(string Address, RecipientStatus Status, SmtpReply? Reply, string? Reason);
