namespace Hotmail.Pacing.Reputation.Spf.Flattening;

/// <summary>A term that could not be flattened.</summary>
public sealed record SpfKeptTerm
{
    /// <summary>The domain whose record has it.</summary>
    public required string Domain { get; init; }

    /// <summary>The term as the flattened record has it, without its qualifier.</summary>
    public required string Term { get; init; }

    /// <summary>Why it stays, as a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What it costs of the 10 lookups, with all that it leads to.</summary>
    public required int Lookups { get; init; }
}
