namespace Hotmail.Pacing.Reputation.Spf.Flattening.Steps;

/// <summary>There is no plan. Never leaves the flattener.</summary>
/// <param name="reason">Why, as a sentence.</param>
/// <param name="isTemporary">Whether it may be otherwise later.</param>
internal sealed class FlattenException(string reason, bool isTemporary = false) : Exception(reason)
{
    public bool IsTemporary => isTemporary;
}
