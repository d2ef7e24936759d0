using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Alerts;

/// <summary>Something about the sender's reputation that a person should know now.</summary>
public sealed record ReputationAlert
{
    /// <summary>What it is about.</summary>
    public required AlertKind Kind { get; init; }

    /// <summary>The address or domain, and where: <c>192.0.2.1 at zen.spamhaus.org</c>, <c>192.0.2.1 for example.com</c>. One alert at most for each kind and subject in a quiet period.</summary>
    public required string Subject { get; init; }

    /// <summary>How bad it is.</summary>
    public required IssueSeverity Severity { get; init; }

    /// <summary>What was seen, in a sentence.</summary>
    public required string Evidence { get; init; }

    /// <summary>Since when it has been so, as far as was seen.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When the alert was given.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether it was told before and still stands.</summary>
    public bool IsReminder { get; init; }
}
