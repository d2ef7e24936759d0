using Hotmail.Pacing.Sqlite.Commands.Model;

namespace Hotmail.Pacing.Tool.Reports;

/// <summary>How a spool stands.</summary>
internal sealed record StatusReport(string Spool, DateTimeOffset At, int? OwnerProcessId, IReadOnlyList<PathStatus> Paths);
