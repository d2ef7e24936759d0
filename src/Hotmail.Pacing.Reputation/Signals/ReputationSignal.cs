using System.Net;
using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Signals;

/// <summary>Something that is held against the sender at present.</summary>
public sealed record ReputationSignal
{
    /// <summary>What.</summary>
    public required SignalKind Kind { get; init; }

    /// <summary>The address or the domain that has it.</summary>
    public required string Subject { get; init; }

    /// <summary>The blocklist, or the group whose recipients or filter it is about; <see langword="null"/> for broken authentication.</summary>
    public string? Where { get; init; }

    /// <summary>It as a clause: <c>192.0.2.1 is listed at zen.spamhaus.org</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was last seen.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who saw it.</summary>
    public string? ObservedBy { get; init; }

    internal IPAddress? Address { get; init; }

    internal double Rate { get; init; }

    internal IssueSeverity Severity { get; init; }

    /// <summary>Whether it says the same, but for when and by whom it was seen.</summary>
    internal bool IsSameAs(ReputationSignal other) => other == this with { At = other.At, ObservedBy = other.ObservedBy };
}
