namespace Hotmail.Pacing.Queues;

/// <summary>Which delivery a path wants next.</summary>
/// <param name="Path">The path.</param>
/// <param name="Now">The time: only deliveries due by now, and not expired, are given.</param>
/// <param name="Route">Only deliveries of this route, as for a connection that is open; <see langword="null"/> for any.</param>
/// <param name="HoldDormant">Whether the path is recovering: engaged mail alone goes while there is any, and dormant mail waits (until half of its time in the queue is over).</param>
public readonly record struct TakeRequest(EgressPath Path, DateTimeOffset Now, string? Route = null, bool HoldDormant = false);
