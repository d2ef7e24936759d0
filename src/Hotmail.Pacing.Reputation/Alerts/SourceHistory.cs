using Hotmail.Pacing.Reputation.Observations;

namespace Hotmail.Pacing.Reputation.Alerts;

/// <summary>The last days of one address that sends in a domain's name. Bounded: the baseline's days, and a day before them.</summary>
internal sealed class SourceHistory
{
    private readonly SortedDictionary<DateOnly, (long Messages, long Failing)> _days = [];

    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>The messages of all the days that are remembered.</summary>
    public long Messages => _days.Values.Sum(static day => day.Messages);

    public void Add(SourceDay day, int baselineDays, DateTimeOffset now)
    {
        SeenAt = now;
        var messages = Math.Clamp(day.Messages, 0, long.MaxValue / 1000);
        _days[day.Day] = (messages, Math.Clamp(day.Failing, 0, messages));
        while (_days.Count > baselineDays + 1)
        {
            _days.Remove(_days.Keys.First());
        }
    }

    /// <summary>
    /// Whether a day's failures are a spike: the lower bound of its failing share is above the upper bound of the days' before it, by a margin. Without messages enough
    /// on either side nothing is said: a source without a past has no usual.
    /// </summary>
    public bool IsSpike(DateOnly day, AlertOptions options, out double share, out double usual)
    {
        var (messages, failing) = _days.GetValueOrDefault(day);
        long before = 0, failingBefore = 0;
        foreach (var (date, count) in _days)
        {
            if (date < day && date.DayNumber >= day.DayNumber - options.SpikeBaselineDays)
            {
                (before, failingBefore) = (before + count.Messages, failingBefore + count.Failing);
            }
        }

        (share, usual) = (messages == 0 ? 0 : (double)failing / messages, before == 0 ? 0 : (double)failingBefore / before);
        return messages >= options.SpikeMinMessages && before >= options.SpikeMinMessages
            && WilsonInterval.Lower(failing, messages) > WilsonInterval.Upper(failingBefore, before) + options.SpikeMargin;
    }
}
