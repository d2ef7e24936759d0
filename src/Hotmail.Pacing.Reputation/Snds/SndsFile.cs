using Hotmail.Pacing.Reputation.Complaints;

namespace Hotmail.Pacing.Reputation.Snds;

/// <summary>What was in a file of SNDS data.</summary>
public sealed record SndsFile
{
    /// <summary>The rows of <c>data.aspx</c>, in their order.</summary>
    public required IReadOnlyList<SndsDay> Days { get; init; }

    /// <summary>The rows of <c>ipStatus.aspx</c>, in their order.</summary>
    public required IReadOnlyList<SndsBlock> Blocks { get; init; }

    /// <summary>What was wrong.</summary>
    public required IReadOnlyList<ComplaintError> Errors { get; init; }
}
