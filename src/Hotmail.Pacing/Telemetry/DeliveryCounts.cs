using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Telemetry;

/// <summary>What became of the attempts of one group, source, path, campaign or retry age over a report's window.</summary>
public sealed record DeliveryCounts
{
    /// <summary>The attempts: the sum of <see cref="Delivered"/>, <see cref="Deferred"/> and <see cref="Failed"/>.</summary>
    public required int Attempts { get; init; }

    /// <summary>Attempts whose deciding reply accepted the message.</summary>
    public required int Delivered { get; init; }

    /// <summary>Attempts that were answered 4yz or not at all, refused connections included.</summary>
    public required int Deferred { get; init; }

    /// <summary>Attempts that were refused for good.</summary>
    public required int Failed { get; init; }

    /// <summary>Attempts that found the connection refused.</summary>
    public required int RefusedConnections { get; init; }

    /// <summary>Recipients that the receiver took responsibility for.</summary>
    public required int AcceptedRecipients { get; init; }

    /// <summary><see cref="AcceptedRecipients"/> per hour of the window, or of the part of it in which the pacer ran.</summary>
    public required double AcceptedPerHour { get; init; }

    /// <summary><see cref="Deferred"/> ÷ <see cref="Attempts"/>, 0 to 1; 0 when there was no attempt.</summary>
    public double DeferralRatio => Attempts == 0 ? 0 : (double)Deferred / Attempts;

    /// <summary>The attempts by what their deciding reply meant; only classes that occurred.</summary>
    public required IReadOnlyDictionary<ReplyClass, int> Classes { get; init; }

    /// <summary>The attempts by the recipients' engagement; only those that occurred.</summary>
    public required IReadOnlyDictionary<Engagement, AttemptCount> Engagements { get; init; }

    /// <summary>The attempts by the message's age; only ages that occurred.</summary>
    public required IReadOnlyDictionary<RetryAge, AttemptCount> RetryAges { get; init; }

    /// <summary>The most connection-limit replies in one minute (one step of the report).</summary>
    public required int PeakConnectionLimits { get; init; }

    /// <summary>The attempts of that minute.</summary>
    public required int PeakAttempts { get; init; }
}
