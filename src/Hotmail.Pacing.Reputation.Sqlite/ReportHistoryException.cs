using System.Diagnostics.CodeAnalysis;

namespace Hotmail.Pacing.Reputation.Sqlite;

/// <summary>The history could not do what it was asked to. What was added before is not lost by it, unless the file is damaged.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Without its problem and file it would say nothing.")]
public sealed class ReportHistoryException : Exception
{
    internal ReportHistoryException(ReportHistoryProblem problem, string file, string message, Exception? inner = null)
        : base(message, inner)
    {
        Problem = problem;
        File = file;
    }

    /// <summary>What is wrong.</summary>
    public ReportHistoryProblem Problem { get; }

    /// <summary>The history's file, with its full path.</summary>
    public string File { get; }
}
