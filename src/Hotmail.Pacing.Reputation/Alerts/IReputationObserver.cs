namespace Hotmail.Pacing.Reputation.Alerts;

/// <summary>Who is told of alerts. Called one at a time, on the thread that brought the observation: a slow observer should hand the alert on. What it throws is logged and ends nothing.</summary>
public interface IReputationObserver
{
    /// <summary>There is an alert.</summary>
    /// <param name="alert">The alert.</param>
    void OnAlert(ReputationAlert alert);
}
