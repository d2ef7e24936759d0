namespace Hotmail.Pacing.Telemetry;

/// <summary>
/// From when on the adviser speaks. The numbers are this library's judgement: high enough that one odd server or a handful of attempts says nothing,
/// low enough that a situation shows within minutes at campaign volume.
/// </summary>
internal sealed record AdviserThresholds
{
    /// <summary>Replies of the class, for a reputation block or an authentication failure. They are rare when all is well, so few are enough.</summary>
    public int MinRejections { get; init; } = 3;

    /// <summary>And their share of the attempts.</summary>
    public double MinRejectionShare { get; init; } = 0.01;

    /// <summary>Connection-limit replies within one minute, however much was delivered beside them. A controller that finds its way meets two, at most three.</summary>
    public int MinBurst { get; init; } = 5;

    /// <summary>Attempts of a new source.</summary>
    public int MinNewSourceAttempts { get; init; } = 50;

    /// <summary>And the share of them that was deferred for connections, rate, reputation or greylisting.</summary>
    public double MinNewSourceDeferralRatio { get; init; } = 0.1;

    /// <summary>Deferred attempts to dormant recipients.</summary>
    public int MinDormantDeferrals { get; init; } = 20;

    /// <summary>Their share of all deferred attempts.</summary>
    public double MinDormantShare { get; init; } = 0.6;

    /// <summary>The share of the attempts to dormant recipients that was deferred.</summary>
    public double MinDormantDeferralRatio { get; init; } = 0.1;

    /// <summary>And how many times that of the other recipients it is: a list of nothing but dormant recipients has no others.</summary>
    public double MinDormantFactor { get; init; } = 1.5;

    /// <summary>Retries.</summary>
    public int MinRetries { get; init; } = 50;

    /// <summary>Their share of all attempts.</summary>
    public double MinRetryShare { get; init; } = 0.5;

    /// <summary>And the share of them that was deferred again.</summary>
    public double MinRetryDeferralRatio { get; init; } = 0.5;
}
