namespace Hotmail.Pacing.Tool.Reports;

/// <summary>Why a message, or a part of what is said of it, was not written.</summary>
internal sealed record ExportReportProblem(long MessageId, string Reason);
