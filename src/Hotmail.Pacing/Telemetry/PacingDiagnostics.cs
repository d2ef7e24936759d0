namespace Hotmail.Pacing.Telemetry;

/// <summary>The names under which the pacer's meter, activity source, instruments and tags are found.</summary>
public static class PacingDiagnostics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Hotmail.Pacing";

    /// <summary>The activity source's name.</summary>
    public const string ActivitySourceName = "Hotmail.Pacing";

    /// <summary>The activity of one delivery attempt, a client span.</summary>
    public const string AttemptActivity = "hotmail.pacing.attempt";

    /// <summary>The event on an attempt's activity that says it was deferred.</summary>
    public const string DeferralEvent = "hotmail.pacing.deferral";

    /// <summary>Connections open, by path.</summary>
    public const string ConnectionsOpen = "hotmail.pacing.connections.open";

    /// <summary>Connections that may be open, by path.</summary>
    public const string ConnectionsCeiling = "hotmail.pacing.connections.ceiling";

    /// <summary>Connections that were opened, by path.</summary>
    public const string ConnectionsOpened = "hotmail.pacing.connections.opened";

    /// <summary>Connections that the receiver refused, by path and class.</summary>
    public const string ConnectionsRefused = "hotmail.pacing.connections.refused";

    /// <summary>The path's phase as a number: 0 paused, 1 recovery, 2 controlled, 3 expansion, 4 review.</summary>
    public const string PathPhase = "hotmail.pacing.path.phase";

    /// <summary>How long the path stays paused, in seconds; 0 when it is not.</summary>
    public const string PathPauseRemaining = "hotmail.pacing.path.pause.remaining";

    /// <summary>Attempts, by path, class and stage.</summary>
    public const string Attempts = "hotmail.pacing.attempts";

    /// <summary>How long attempts took, in seconds, by path and class.</summary>
    public const string AttemptDuration = "hotmail.pacing.attempt.duration";

    /// <summary>The messages' age at attempts after the first, in seconds, by path.</summary>
    public const string RetryAge = "hotmail.pacing.retry.age";

    /// <summary>Deferred attempts ÷ attempts over the report's window, by path.</summary>
    public const string DeferralRatio = "hotmail.pacing.deferral.ratio";

    /// <summary>Recipients accepted by the receiver per hour over the report's window, by path.</summary>
    public const string AcceptedRate = "hotmail.pacing.accepted.rate";

    /// <summary>Recipients that reached a final status, by path and status.</summary>
    public const string RecipientsSettled = "hotmail.pacing.recipients.settled";

    /// <summary>Deliveries in the queue, by group and engagement.</summary>
    public const string QueueDepth = "hotmail.pacing.queue.depth";

    /// <summary>The age of the oldest delivery in the queue, in seconds, by group and engagement.</summary>
    public const string QueueOldestAge = "hotmail.pacing.queue.oldest_age";

    /// <summary>Records that an observer did not get because its buffer was full, by observer.</summary>
    public const string ObserverDropped = "hotmail.pacing.observer.dropped";

    /// <summary>Exceptions thrown by an observer, by observer.</summary>
    public const string ObserverFailures = "hotmail.pacing.observer.failures";

    /// <summary>The tag of the destination group; <c>other</c> for groups past the number of values a tag may take.</summary>
    public const string GroupTag = "hotmail.pacing.group";

    /// <summary>The tag of the egress source.</summary>
    public const string SourceTag = "hotmail.pacing.source";

    /// <summary>The tag of the reply class, such as <c>connection-limit</c>.</summary>
    public const string ClassTag = "hotmail.pacing.class";

    /// <summary>The tag of the SMTP stage, such as <c>end-of-data</c>.</summary>
    public const string StageTag = "hotmail.pacing.stage";

    /// <summary>The tag of the engagement: <c>engaged</c>, <c>normal</c> or <c>dormant</c>.</summary>
    public const string EngagementTag = "hotmail.pacing.engagement";

    /// <summary>The tag of a recipient's final status: <c>delivered</c>, <c>failed</c>, <c>expired</c> or <c>cancelled</c>.</summary>
    public const string StatusTag = "hotmail.pacing.status";

    /// <summary>The tag of the observer: its type's name.</summary>
    public const string ObserverTag = "hotmail.pacing.observer";
}
