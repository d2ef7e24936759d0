namespace Hotmail.Pacing.Queues;

/// <summary>What deliveries of one path, route and domain share.</summary>
internal sealed class QueuedLane(QueuedPath path, string route, string domain)
{
    public QueuedPath Path { get; } = path;

    public string Route { get; } = route;

    public string Domain { get; } = domain;

    /// <summary>The deliveries in the queue that use it.</summary>
    public int Uses { get; set; }
}
