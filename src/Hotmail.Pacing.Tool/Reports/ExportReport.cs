namespace Hotmail.Pacing.Tool.Reports;

/// <summary>What was written into a folder.</summary>
/// <param name="Spool">The spool's file.</param>
/// <param name="Folder">The folder, with its full path.</param>
/// <param name="ExportedMessages">How many messages were written.</param>
/// <param name="NotExportedMessages">How many were not.</param>
/// <param name="Problems">Why.</param>
internal sealed record ExportReport(string Spool, string Folder, int ExportedMessages, int NotExportedMessages, IReadOnlyList<ExportReportProblem> Problems);
