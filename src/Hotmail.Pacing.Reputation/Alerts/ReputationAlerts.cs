using Hotmail.Pacing.Reputation.Observations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotmail.Pacing.Reputation.Alerts;

/// <summary>
/// Makes alerts of observations, and tells the observers: of a new listing, a complaint rate over the threshold, a spike of authentication failures, a new source that is not
/// verified. It does not repeat itself: one alert at most for each kind and subject in a quiet period. Kept in memory: after a restart what still stands is told once more. Thread-safe.
/// </summary>
public sealed partial class ReputationAlerts : IReputationSink
{
    private readonly object _sync = new();
    private readonly AlertJournal _journal;
    private readonly IReputationObserver[] _observers;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Begins with nothing told.</summary>
    /// <param name="options">When there is an alert. Not to be changed afterwards.</param>
    /// <param name="observers">Who is told.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    /// <param name="logger">Where an observer's exceptions go; <see langword="null"/> for nowhere.</param>
    /// <exception cref="ArgumentException">An option is wrong; the message names it and the allowed range.</exception>
    public ReputationAlerts(AlertOptions options, IEnumerable<IReputationObserver> observers, TimeProvider? timeProvider = null, ILogger<ReputationAlerts>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observers);
        options.Check();
        _journal = new AlertJournal(options);
        _observers = [.. observers];
        _time = timeProvider ?? TimeProvider.System;
        _logger = logger ?? (ILogger)NullLogger.Instance;
    }

    /// <inheritdoc/>
    public void Observe(ReputationObservation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        lock (_sync)
        {
            foreach (var alert in _journal.Observe(observation, _time.GetUtcNow()))
            {
                Tell(alert);
            }
        }
    }

    private void Tell(ReputationAlert alert)
    {
        foreach (var observer in _observers)
        {
            try
            {
                observer.OnAlert(alert);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                ObserverFailed(_logger, exception, observer.GetType().Name, alert.Kind, alert.Subject);
            }
        }
    }

    [LoggerMessage(EventId = 6001, EventName = nameof(ObserverFailed), Level = LogLevel.Error, Message = "The observer {Observer} threw at the alert {Kind} of {Subject}")]
    private static partial void ObserverFailed(ILogger logger, Exception exception, string observer, AlertKind kind, string subject);
}
