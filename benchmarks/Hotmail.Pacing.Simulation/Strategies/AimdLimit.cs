namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>The limit of Netflix's AIMDLimit (facts/mta.md §4; §7, A+ and A−).</summary>
/// <param name="initial">Where it starts.</param>
/// <param name="least">The least that it falls to.</param>
internal sealed class AimdLimit(int initial, int least)
{
    public const int Most = 200;

    private const double BackoffRatio = 0.9;

    public int Value { get; private set; } = initial;

    /// <summary>A+: a sample that was not dropped.</summary>
    /// <param name="inFlight">How many were in flight when it was begun, itself included.</param>
    public void Succeed(int inFlight) => Value = 2 * inFlight >= Value ? Math.Min(Most, Value + 1) : Value;

    /// <summary>A−: a sample that was dropped.</summary>
    public void Drop() => Value = Math.Max(least, (int)(Value * BackoffRatio));
}
