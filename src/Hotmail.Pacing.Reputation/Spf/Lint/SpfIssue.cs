namespace Hotmail.Pacing.Reputation.Spf.Lint;

/// <summary>Something that is wrong with a domain's SPF, or will be.</summary>
public sealed record SpfIssue
{
    /// <summary>What it is.</summary>
    public required SpfIssueKind Kind { get; init; }

    /// <summary>How bad it is.</summary>
    public required SpfIssueSeverity Severity { get; init; }

    /// <summary>The domain whose record has it.</summary>
    public required string Domain { get; init; }

    /// <summary>The term that has it; null where it is the whole record.</summary>
    public string? Term { get; init; }

    /// <summary>Where it is in that record, from 0; null where it is the whole record.</summary>
    public int? Position { get; init; }

    /// <summary>What is wrong, as a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What to do about it, as a sentence.</summary>
    public required string Fix { get; init; }
}
