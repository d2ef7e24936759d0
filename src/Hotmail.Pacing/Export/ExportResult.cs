namespace Hotmail.Pacing.Export;

/// <summary>What came of an export.</summary>
/// <param name="Exported">How many messages were written.</param>
/// <param name="NotExported">How many were not, for the reasons in <see cref="Problems"/>.</param>
/// <param name="Problems">What went wrong; at most the first 1,000 problems.</param>
public sealed record ExportResult(int Exported, int NotExported, IReadOnlyList<ExportProblem> Problems);
