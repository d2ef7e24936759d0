namespace Hotmail.Pacing.Gates;

/// <summary>A path's state at the gate, at one moment.</summary>
/// <param name="Ceiling">How many leases may be out.</param>
/// <param name="InUse">How many are out; above the ceiling for a while after it fell.</param>
/// <param name="Waiting">How many callers wait in line.</param>
/// <param name="MostInUse">The most that were out at once since the gate began.</param>
public readonly record struct GateStatistics(int Ceiling, int InUse, int Waiting, int MostInUse);
