using System.Diagnostics.CodeAnalysis;

namespace Hotmail.Pacing.Reputation.Spf.Flattening.Steps;

/// <summary>There is no plan.</summary>
/// <param name="reason">Why, as a sentence.</param>
/// <param name="isTemporary">Whether it may be otherwise later.</param>
[SuppressMessage("Design", "CA1032", Justification = "Never leaves the flattener.")]
[SuppressMessage("Design", "CA1064", Justification = "Never leaves the flattener.")]
internal sealed class FlattenException(string reason, bool isTemporary = false) : Exception(reason)
{
    public bool IsTemporary => isTemporary;
}
