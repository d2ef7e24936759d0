namespace Hotmail.Pacing.Reputation.Spf.Flattening;

/// <summary>A TXT record to be published.</summary>
public sealed record SpfFlattenedRecord
{
    /// <summary>The name to publish it at.</summary>
    public required string Name { get; init; }

    /// <summary>Its text. A zone file has it as strings of at most 255 bytes, which receivers join with nothing between.</summary>
    public required string Text { get; init; }
}
