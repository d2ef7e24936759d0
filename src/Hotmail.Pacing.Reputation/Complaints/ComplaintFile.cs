namespace Hotmail.Pacing.Reputation.Complaints;

/// <summary>What was in a file.</summary>
public sealed record ComplaintFile
{
    /// <summary>The complaints, in their order.</summary>
    public required IReadOnlyList<Complaint> Complaints { get; init; }

    /// <summary>What was wrong.</summary>
    public required IReadOnlyList<ComplaintError> Errors { get; init; }
}
