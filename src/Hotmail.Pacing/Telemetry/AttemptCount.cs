namespace Hotmail.Pacing.Telemetry;

/// <summary>Attempts of one kind. Those that found the connection refused are not among them: they say nothing of the message.</summary>
/// <param name="Attempts">The attempts.</param>
/// <param name="Deferred">Those of them that were deferred.</param>
public readonly record struct AttemptCount(int Attempts, int Deferred);
