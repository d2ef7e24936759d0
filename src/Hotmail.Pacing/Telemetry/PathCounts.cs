namespace Hotmail.Pacing.Telemetry;

/// <summary>A path's counts.</summary>
/// <param name="Path">The path; its group is <c>(other)</c> for the groups that are not told apart.</param>
/// <param name="Counts">What became of its attempts.</param>
public sealed record PathCounts(EgressPath Path, DeliveryCounts Counts);
