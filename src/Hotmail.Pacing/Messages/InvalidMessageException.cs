using System.Diagnostics.CodeAnalysis;

namespace Hotmail.Pacing;

/// <summary>
/// A message (or a batch with it) was not accepted, because something in it is wrong: no sender, no recipient, an address that is none or that holds a CR or LF, too large a
/// content, an unknown egress source, a deadline that is past. Nothing of it was queued.
/// </summary>
[SuppressMessage("Design", "CA1032", Justification = "Without its problems it would say nothing.")]
public sealed class InvalidMessageException : ArgumentException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problems">What is wrong; at least one.</param>
    public InvalidMessageException(IReadOnlyList<MessageProblem> problems)
        : base(string.Join(Environment.NewLine, problems ?? throw new ArgumentNullException(nameof(problems))))
    {
        Problems = problems;
    }

    /// <summary>What is wrong, everything that was found.</summary>
    public IReadOnlyList<MessageProblem> Problems { get; }
}
