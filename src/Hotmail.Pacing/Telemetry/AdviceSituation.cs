namespace Hotmail.Pacing.Telemetry;

/// <summary>What a report shows. Most urgent first.</summary>
public enum AdviceSituation : byte
{
    /// <summary>The receiver blocks the source for its reputation: a person has to act.</summary>
    ReputationBlock = 0,

    /// <summary>SPF, DKIM, DMARC, PTR or TLS is missing or fails.</summary>
    AuthenticationFailure,

    /// <summary>A sudden burst of connection-limit replies: too much concurrency.</summary>
    ConnectionLimitBurst,

    /// <summary>A new source is deferred: it has too little history.</summary>
    WeakHistory,

    /// <summary>Mostly dormant recipients are deferred: the list's quality.</summary>
    ListQuality,

    /// <summary>Most attempts are retries that are deferred again: the backoff is too short.</summary>
    RetryPileUp,
}
