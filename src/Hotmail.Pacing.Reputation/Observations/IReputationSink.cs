namespace Hotmail.Pacing.Reputation.Observations;

/// <summary>What takes observations: the signals for the pacer, the alerts. From any thread.</summary>
public interface IReputationSink
{
    /// <summary>Takes one.</summary>
    /// <param name="observation">What was seen.</param>
    void Observe(ReputationObservation observation);
}
