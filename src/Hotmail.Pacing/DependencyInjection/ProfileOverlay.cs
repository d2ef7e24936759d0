using Hotmail.Pacing.Destinations;

namespace Hotmail.Pacing.DependencyInjection;

/// <summary>Lays what is configured over a profile.</summary>
internal static class ProfileOverlay
{
    /// <summary>The profile with everything that the options set. A limit that is not set gives way to one that is: the start to the maximum, the longest delay to the first.</summary>
    public static PacingProfile Apply(PacingProfile basis, DestinationGroupOptions options)
    {
        var max = options.MaxParallelConnections ?? basis.MaxParallelConnections;
        var firstDelay = options.InitialRetryDelay ?? basis.Retry.InitialRetryDelay;
        var longestDelay = basis.Retry.MaxRetryDelay > firstDelay ? basis.Retry.MaxRetryDelay : firstDelay;
        return basis with
        {
            StartConnections = options.StartConnections ?? Math.Min(basis.StartConnections, max),
            MaxParallelConnections = max,
            MaxMessagesPerConnection = options.MaxMessagesPerConnection ?? basis.MaxMessagesPerConnection,
            MaxRecipientsPerTransaction = options.MaxRecipientsPerTransaction ?? basis.MaxRecipientsPerTransaction,
            QueueMaxAge = options.QueueMaxAge ?? basis.QueueMaxAge,
            IdleTimeout = options.IdleTimeout ?? basis.IdleTimeout,
            Retry = basis.Retry with
            {
                InitialRetryDelay = firstDelay,
                Backoff = options.RetryBackoff ?? basis.Retry.Backoff,
                BackoffFactor = options.RetryBackoffFactor ?? basis.Retry.BackoffFactor,
                MaxRetryDelay = options.MaxRetryDelay ?? longestDelay,
                JitterMin = options.RetryJitterMin ?? basis.Retry.JitterMin,
                JitterMax = options.RetryJitterMax ?? basis.Retry.JitterMax,
            },
            Tls = options.Tls ?? basis.Tls,
            Timeouts = basis.Timeouts with
            {
                Connect = options.ConnectTimeout ?? basis.Timeouts.Connect,
                Greeting = options.GreetingTimeout ?? basis.Timeouts.Greeting,
                Command = options.CommandTimeout ?? basis.Timeouts.Command,
                Data = options.DataTimeout ?? basis.Timeouts.Data,
            },
            Control = options.Control?.ToSettings() ?? basis.Control,
        };
    }
}
