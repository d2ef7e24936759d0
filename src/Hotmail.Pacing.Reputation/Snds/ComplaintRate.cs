namespace Hotmail.Pacing.Reputation.Snds;

/// <summary>A share of messages that were complained about, as far as it is told: <c>&lt; 0.1%</c> is from 0 to 0.001.</summary>
/// <param name="Lower">It is at least this, from 0 to 1.</param>
/// <param name="Upper">It is at most this, from 0 to 1.</param>
public readonly record struct ComplaintRate(double Lower, double Upper);
