namespace Hotmail.Pacing.Sqlite.Commands.Model;

/// <summary>What became of a recipient in one attempt.</summary>
/// <param name="Address">The address.</param>
/// <param name="Status">Delivered, deferred, failed or expired.</param>
/// <param name="Reply">The reply that decided it, where it was another than the attempt's own.</param>
internal sealed record AttemptedRecipientInfo(string Address, RecipientStatus Status, ReplyInfo? Reply);
