using Hotmail.Pacing.Sqlite.Commands.Model;

namespace Hotmail.Pacing.Tool.Reports;

/// <summary>How a group's paths stand.</summary>
internal sealed record GroupReport(string Spool, IReadOnlyList<PathStatus> Paths);
