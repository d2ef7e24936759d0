namespace Hotmail.Pacing.Queues;

/// <summary>Where a waiting delivery goes.</summary>
/// <param name="Path">The path that it leaves by from now on.</param>
/// <param name="Route">What it must have in common with others there to share a connection.</param>
public readonly record struct MoveTarget(EgressPath Path, string Route);
