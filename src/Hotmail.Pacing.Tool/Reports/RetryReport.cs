namespace Hotmail.Pacing.Tool.Reports;

/// <summary>How many deliveries were made due.</summary>
internal sealed record RetryReport(string Spool, int RetriedDeliveries);
