namespace Hotmail.Pacing.Reputation.Monitoring;

/// <summary>How often checks run.</summary>
public sealed class ReputationMonitorOptions
{
    /// <summary>The time from the end of a check's run to its next.</summary>
    /// <value>Default an hour. From a second to 30 days.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>By which share of the interval the time differs at random, so that the checks of many hosts do not come at once.</summary>
    /// <value>Default 0.1. From 0 to 1.</value>
    public double Jitter { get; set; } = 0.1;

    /// <summary>The first run comes at random within this time after the start.</summary>
    /// <value>Default a minute. From zero to a day.</value>
    public TimeSpan StartWithin { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a run may take before it is cancelled.</summary>
    /// <value>Default 10 minutes. From a second to a day.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Draws the jitter. Tests pin it.</summary>
    internal Random Random { get; set; } = new();

    /// <summary>How long a check's first run is away from the start.</summary>
    /// <param name="draw">At random, from 0 to 1.</param>
    internal TimeSpan FirstWait(double draw) => StartWithin * draw;

    /// <summary>How long a check's next run is away from the end of its last.</summary>
    /// <param name="own">The check's own interval, if it has one.</param>
    /// <param name="draw">At random, from 0 to 1.</param>
    internal TimeSpan NextWait(TimeSpan? own, double draw) => (own ?? Interval) * (1 + (Jitter * ((2 * draw) - 1)));

    internal void Check()
    {
        Require(IsInterval(Interval), nameof(Interval), Interval, "from a second to 30 days");
        Require(Jitter is >= 0 and <= 1, nameof(Jitter), Jitter, "from 0 to 1");
        Require(StartWithin >= TimeSpan.Zero && StartWithin <= TimeSpan.FromDays(1), nameof(StartWithin), StartWithin, "from zero to a day");
        Require(Timeout >= TimeSpan.FromSeconds(1) && Timeout <= TimeSpan.FromDays(1), nameof(Timeout), Timeout, "from a second to a day");
    }

    internal static bool IsInterval(TimeSpan interval) => interval >= TimeSpan.FromSeconds(1) && interval <= TimeSpan.FromDays(30);

    private static void Require(bool holds, string key, object value, string range)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"{key} is {value}: it must be {range}."), nameof(key));
        }
    }
}
