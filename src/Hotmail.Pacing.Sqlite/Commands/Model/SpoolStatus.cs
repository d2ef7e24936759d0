namespace Hotmail.Pacing.Sqlite.Commands.Model;

/// <summary>A spool at one moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="OwnerProcessId">The process that sends from it; <see langword="null"/> when none does.</param>
/// <param name="Paths">Its paths, by group and source.</param>
internal sealed record SpoolStatus(DateTimeOffset At, int? OwnerProcessId, IReadOnlyList<PathStatus> Paths);
