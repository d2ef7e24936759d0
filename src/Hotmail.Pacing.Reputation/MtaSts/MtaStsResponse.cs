namespace Hotmail.Pacing.Reputation.MtaSts;

/// <summary>What a domain serves for its MTA-STS policy.</summary>
public sealed record MtaStsResponse
{
    /// <summary>What came of it.</summary>
    public required MtaStsResponseStatus Status { get; init; }

    /// <summary>The policy's text; empty unless there is one.</summary>
    public string Text { get; init; } = "";

    /// <summary>The media type it was served with; null where none was named.</summary>
    public string? MediaType { get; init; }

    /// <summary>Why there is none, as a sentence; null where there is one.</summary>
    public string? Reason { get; init; }
}
