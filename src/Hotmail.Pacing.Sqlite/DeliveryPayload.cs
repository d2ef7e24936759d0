using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Sqlite;

/// <summary>What the spool alone knows of a delivery while it waits.</summary>
internal sealed record DeliveryPayload(string Sender, string[] Recipients, SmtpReply? LastReply);
