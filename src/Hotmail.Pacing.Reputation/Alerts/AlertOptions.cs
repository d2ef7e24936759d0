namespace Hotmail.Pacing.Reputation.Alerts;

/// <summary>When there is an alert, and when there is another.</summary>
public sealed class AlertOptions
{
    /// <summary>At most one alert for each kind and subject in this time: after it, what still stands is told again as a reminder.</summary>
    /// <value>Default 24 hours. At least a minute.</value>
    public TimeSpan QuietPeriod { get; set; } = TimeSpan.FromHours(24);

    /// <summary>What was gone for so long and comes back is new; what comes back sooner was never gone.</summary>
    /// <value>Default 6 hours. Not negative.</value>
    public TimeSpan GoneAfter { get; set; } = TimeSpan.FromHours(6);

    /// <summary>The complaint rate from which on there is an alert.</summary>
    /// <value>Default 0.003 (0.3 %). Above 0, at most 1.</value>
    public double ComplaintRate { get; set; } = 0.003;

    /// <summary>The complaint rate below which it is over, as a share of <see cref="ComplaintRate"/>.</summary>
    /// <value>Default 0.7. Above 0, at most 1.</value>
    public double ComplaintRateClear { get; set; } = 0.7;

    /// <summary>The messages of a source in a day from which on their failures are judged.</summary>
    /// <value>Default 100. At least 1.</value>
    public long SpikeMinMessages { get; set; } = 100;

    /// <summary>How far the share of failing messages must certainly be above what was usual.</summary>
    /// <value>Default 0.05. From 0, below 1.</value>
    public double SpikeMargin { get; set; } = 0.05;

    /// <summary>How many days before the day make up what was usual.</summary>
    /// <value>Default 14. From 1 to 90.</value>
    public int SpikeBaselineDays { get; set; } = 14;

    /// <summary>The messages, in all that is remembered, from which on a source that is not verified is told of.</summary>
    /// <value>Default 20. At least 1.</value>
    public long UnverifiedMinMessages { get; set; } = 20;

    /// <summary>What was not seen for so long is forgotten.</summary>
    /// <value>Default 30 days. At least <see cref="QuietPeriod"/> and <see cref="GoneAfter"/>.</value>
    public TimeSpan Memory { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How many conditions, and how many sources, are remembered at once; beyond, what was not seen for longest is forgotten, and may be told again.</summary>
    /// <value>Default 10,000. At least 1.</value>
    public int MaxSubjects { get; set; } = 10_000;

    internal void Check()
    {
        Require(QuietPeriod >= TimeSpan.FromMinutes(1), nameof(QuietPeriod), QuietPeriod, "at least a minute");
        Require(GoneAfter >= TimeSpan.Zero, nameof(GoneAfter), GoneAfter, "not negative");
        Require(ComplaintRate is > 0 and <= 1, nameof(ComplaintRate), ComplaintRate, "above 0 and at most 1");
        Require(ComplaintRateClear is > 0 and <= 1, nameof(ComplaintRateClear), ComplaintRateClear, "above 0 and at most 1");
        Require(SpikeMinMessages >= 1, nameof(SpikeMinMessages), SpikeMinMessages, "at least 1");
        Require(SpikeMargin is >= 0 and < 1, nameof(SpikeMargin), SpikeMargin, "from 0 and below 1");
        Require(SpikeBaselineDays is >= 1 and <= 90, nameof(SpikeBaselineDays), SpikeBaselineDays, "from 1 to 90");
        Require(UnverifiedMinMessages >= 1, nameof(UnverifiedMinMessages), UnverifiedMinMessages, "at least 1");
        Require(Memory >= QuietPeriod && Memory >= GoneAfter, nameof(Memory), Memory, "at least QuietPeriod and GoneAfter");
        Require(MaxSubjects >= 1, nameof(MaxSubjects), MaxSubjects, "at least 1");
    }

    private static void Require(bool holds, string key, object value, string range)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"{key} is {value}: it must be {range}."), nameof(key));
        }
    }
}
