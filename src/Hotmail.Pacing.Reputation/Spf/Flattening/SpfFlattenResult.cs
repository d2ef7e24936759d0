namespace Hotmail.Pacing.Reputation.Spf.Flattening;

/// <summary>A plan, or why there is none. There is never a plan with a sender missing.</summary>
public sealed record SpfFlattenResult
{
    /// <summary>The plan; null where there is none.</summary>
    public SpfFlattenPlan? Plan { get; init; }

    /// <summary>Why there is no plan, as a sentence; null where there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the DNS gave no answer, so that there may be a plan later. What is published stays as it is until then.</summary>
    public bool IsTemporary { get; init; }
}
