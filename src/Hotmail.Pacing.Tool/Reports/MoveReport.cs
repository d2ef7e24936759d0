namespace Hotmail.Pacing.Tool.Reports;

/// <summary>How many deliveries were moved.</summary>
internal sealed record MoveReport(string Spool, int MovedDeliveries);
