using System.Diagnostics.Metrics;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Gates;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Telemetry;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.Logging;

namespace Hotmail.Pacing;

/// <summary>What replaces a pacer's shipped parts, for use without a host. The caller keeps what it hands in, and disposes it after the pacer.</summary>
public sealed class PacerParts
{
    /// <summary>The clock.</summary>
    /// <value><see cref="System.TimeProvider.System"/> unless set.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The queue.</summary>
    /// <value><see langword="null"/> for an <see cref="InMemoryDeliveryQueue"/>.</value>
    public IDeliveryQueue? Queue { get; init; }

    /// <summary>The gate.</summary>
    /// <value><see langword="null"/> for an <see cref="InProcessConnectionGate"/>.</value>
    public IConnectionGate? Gate { get; init; }

    /// <summary>The transport.</summary>
    /// <value><see langword="null"/> for a <see cref="MailKitTransport"/>.</value>
    public IMailTransport? Transport { get; init; }

    /// <summary>What finds mail exchangers.</summary>
    /// <value><see langword="null"/> for a <see cref="DnsMailExchangerResolver"/>.</value>
    public IMailExchangerResolver? MailExchangers { get; init; }

    /// <summary>What says what replies mean.</summary>
    /// <value><see langword="null"/> for a <see cref="ReplyClassifier"/> with the shipped rules.</value>
    public IReplyClassifier? Classifier { get; init; }

    /// <summary>What says when a deferred message is tried next.</summary>
    /// <value><see langword="null"/> for an <see cref="ExponentialRetryScheduler"/>.</value>
    public IRetryScheduler? RetryScheduler { get; init; }

    /// <summary>What signs messages when they are accepted.</summary>
    /// <value><see langword="null"/> for nothing: messages go as they are handed over.</value>
    public IMessageSigner? Signer { get; init; }

    /// <summary>What lays restrictions on paths, such as for an address that is on a blocklist.</summary>
    /// <value>Nothing unless set.</value>
    public IPathRestrictions? Restrictions { get; init; }

    /// <summary>Who is told of attempts, settled recipients and changes of paths.</summary>
    /// <value>Nobody unless set.</value>
    public IReadOnlyList<IDeliveryObserver> Observers { get; init; } = [];

    /// <summary>Where the log goes.</summary>
    /// <value>Nowhere unless set.</value>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>What makes the meter.</summary>
    /// <value><see langword="null"/> for a meter of the pacer's own.</value>
    public IMeterFactory? MeterFactory { get; init; }

    /// <summary>Makes the generators that jitter and shuffling draw from. Tests pin it.</summary>
    internal Func<Random> NewRandom { get; init; } = static () => new Random();
}
