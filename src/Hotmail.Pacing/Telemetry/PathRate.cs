namespace Hotmail.Pacing.Telemetry;

/// <summary>What the meters ask the report for, by path.</summary>
internal readonly record struct PathRate(EgressPath Path, int Attempts, int Deferred, double AcceptedPerHour);
