namespace Hotmail.Pacing.Control;

/// <summary>What a path controller may not exceed, and how it behaves. Immutable: a reload hands over another one.</summary>
/// <param name="StartConnections">The ceiling of a path of which nothing is known; at least 1.</param>
/// <param name="MaxConnections">The highest ceiling; at least 1.</param>
/// <param name="MaxMessagesPerConnection">The most messages on one connection; at least 1.</param>
/// <param name="Settings">How it behaves.</param>
public sealed record ControlLimits(int StartConnections, int MaxConnections, int MaxMessagesPerConnection, ControlSettings Settings);
