using Hotmail.Pacing.Control;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Destinations;

/// <summary>The limits of a destination group, as configured and checked. Immutable: a reload makes new ones.</summary>
public sealed record PacingProfile
{
    /// <summary>The connections a path starts with, unless the spool remembers better or the source is new. At most <see cref="MaxParallelConnections"/>.</summary>
    public int StartConnections { get; init; } = 5;

    /// <summary>The most connections a path may ever have open.</summary>
    public int MaxParallelConnections { get; init; } = 20;

    /// <summary>The most messages one connection carries.</summary>
    public int MaxMessagesPerConnection { get; init; } = 100;

    /// <summary>The most recipients in one transaction. RFC 5321 §4.5.3.1.8 obliges receivers to take 100.</summary>
    public int MaxRecipientsPerTransaction { get; init; } = 100;

    /// <summary>How long a message may wait in the queue; after it, its recipients expire.</summary>
    public TimeSpan QueueMaxAge { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a connection without work is kept open.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The retry schedule.</summary>
    public RetrySettings Retry { get; init; } = new();

    /// <summary>STARTTLS off, opportunistic or required.</summary>
    public TlsMode Tls { get; init; } = TlsMode.Opportunistic;

    /// <summary>The time-outs of the session's steps.</summary>
    public SmtpTimeouts Timeouts { get; init; } = new();

    /// <summary>How the path controller behaves.</summary>
    public ControlSettings Control { get; init; } = new();

    /// <summary>What a path's controller is told of it.</summary>
    internal ControlLimits ToLimits() => new(StartConnections, MaxParallelConnections, MaxMessagesPerConnection, Control);
}
