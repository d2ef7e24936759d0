namespace Hotmail.Pacing.Tool.Reports;

/// <summary>How many recipients were cancelled.</summary>
internal sealed record CancelReport(string Spool, int CancelledRecipients);
