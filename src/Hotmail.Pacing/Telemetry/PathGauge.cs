using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Telemetry;

/// <summary>Where a path stands at the moment the meters ask.</summary>
internal readonly record struct PathGauge(EgressPath Path, PacingPhase Phase, int Ceiling, int OpenConnections, DateTimeOffset? PausedUntil);
