using Hotmail.Pacing.Reputation.Observations;

namespace Hotmail.Pacing.Reputation.Monitoring;

/// <summary>Something that is looked at again and again, such as whether the sending addresses are listed. Its calls never overlap.</summary>
public interface IReputationCheck
{
    /// <summary>Its name, for the log.</summary>
    string Name { get; }

    /// <summary>How often it runs; <see langword="null"/> for <see cref="ReputationMonitorOptions.Interval"/>.</summary>
    TimeSpan? Interval => null;

    /// <summary>Looks, and says what it saw. What it throws is logged; it runs again after its interval.</summary>
    /// <param name="sink">Takes what was seen.</param>
    /// <param name="cancellationToken">Cancelled when the monitor stops, or after <see cref="ReputationMonitorOptions.Timeout"/>.</param>
    ValueTask RunAsync(IReputationSink sink, CancellationToken cancellationToken);
}
