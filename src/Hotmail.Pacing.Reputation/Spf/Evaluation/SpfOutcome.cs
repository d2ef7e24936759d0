using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Evaluation;

/// <summary>What one record comes to, within an evaluation.</summary>
/// <param name="Verdict">The result.</param>
/// <param name="Domain">The domain whose record decided.</param>
/// <param name="Reason">Why, as a sentence.</param>
internal sealed record SpfOutcome(SpfVerdict Verdict, string Domain, string Reason)
{
    /// <summary>The record that decided; null where there is none.</summary>
    public SpfRecord? Record { get; init; }

    /// <summary>The term that decided.</summary>
    public string? Term { get; init; }

    /// <summary>Where it is, or where the mistake is.</summary>
    public int? Position { get; init; }

    /// <summary>Whether the evaluation is at an end wherever it stands.</summary>
    public bool IsError => Verdict is SpfVerdict.TempError or SpfVerdict.PermError;
}
