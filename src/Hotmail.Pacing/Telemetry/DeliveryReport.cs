namespace Hotmail.Pacing.Telemetry;

/// <summary>
/// What became of the attempts of the last hour. A bounded number of groups and campaigns is told apart; the rest is summed up under <see cref="Others"/>.
/// One without an attempt in the window is not listed.
/// </summary>
public sealed record DeliveryReport
{
    /// <summary>The name that stands for all groups or campaigns that are not told apart: <c>(other)</c>.</summary>
    public const string Others = "(other)";

    /// <summary>Where the window begins: when the pacer did, if that is less than an hour ago.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Where the window ends: when the report was asked for.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Everything.</summary>
    public required DeliveryCounts Total { get; init; }

    /// <summary>By egress path.</summary>
    public required IReadOnlyList<PathCounts> Paths { get; init; }

    /// <summary>By destination group.</summary>
    public required IReadOnlyDictionary<string, DeliveryCounts> Groups { get; init; }

    /// <summary>By egress source.</summary>
    public required IReadOnlyDictionary<string, DeliveryCounts> Sources { get; init; }

    /// <summary>By campaign; messages without one are in none.</summary>
    public required IReadOnlyDictionary<string, DeliveryCounts> Campaigns { get; init; }

    /// <summary>By the message's age at the attempt.</summary>
    public required IReadOnlyDictionary<RetryAge, DeliveryCounts> RetryAges { get; init; }
}
