using System.Diagnostics.CodeAnalysis;

namespace Hotmail.Pacing.Sqlite;

/// <summary>The spool could not do what it was asked to. What it accepted before is not lost by it.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Without its problem and file it would say nothing.")]
public sealed class SpoolException : Exception
{
    internal SpoolException(SpoolProblem problem, string file, string message, Exception? inner = null, int? ownerProcessId = null)
        : base(message, inner)
    {
        Problem = problem;
        File = file;
        OwnerProcessId = ownerProcessId;
    }

    /// <summary>What is wrong.</summary>
    public SpoolProblem Problem { get; }

    /// <summary>The spool's file, with its full path.</summary>
    public string File { get; }

    /// <summary>The process that has the spool, for <see cref="SpoolProblem.InUse"/>, where it is known.</summary>
    public int? OwnerProcessId { get; }
}
