using Hotmail.Pacing.Simulation.Scenarios;

namespace Hotmail.Pacing.Simulation.Model;

/// <summary>
/// The mail that arrives, as counts: how many messages of a path have arrived by the end of a bucket of time. Nothing is kept for a message, so a stream of
/// messages costs as little memory as its counters.
/// </summary>
internal sealed class Traffic
{
    private const int MostBuckets = 1_000_000;

    private readonly double[] _shareByHour;
    private readonly long _messages;
    private readonly int _paths;
    private (int Path, int Bucket, long Rounds, int Over) _last = (-1, -1, 0, 0);

    public Traffic(Scenario scenario)
    {
        _messages = scenario.Traffic.Messages;
        _paths = scenario.Sources * scenario.Senders;
        Duration = scenario.Duration.Ticks;
        var weights = scenario.Traffic.PerHour;
        if (weights.Count == 0)
        {
            (_shareByHour, BucketLength, Buckets) = ([], Duration, 1);
            return;
        }

        BucketLength = Math.Max(TimeSpan.TicksPerSecond, Duration / MostBuckets);
        Buckets = (int)((Duration + BucketLength - 1) / BucketLength);
        _shareByHour = new double[(int)Math.Ceiling(scenario.Duration.TotalHours) + 1];
        for (var hour = 1; hour < _shareByHour.Length; hour++)
        {
            var part = Math.Min(1, scenario.Duration.TotalHours - (hour - 1));
            _shareByHour[hour] = _shareByHour[hour - 1] + (weights[(hour - 1) % weights.Count] * part);
        }
    }

    public long Duration { get; }

    /// <summary>The time between two arrivals; all mail of a bucket arrives when it begins.</summary>
    public long BucketLength { get; }

    public int Buckets { get; }

    /// <summary>The last bucket that has begun.</summary>
    public int BucketAt(long now) => (int)Math.Min(now / BucketLength, Buckets - 1);

    /// <summary>
    /// How many messages of one path have arrived when that bucket has begun, in rounds of the pattern and what is left over. The paths' mail is split evenly.
    /// </summary>
    public (long Rounds, int Over) Arrived(int path, int bucket)
    {
        if (_last.Path != path || _last.Bucket != bucket)
        {
            var (rounds, rest) = Math.DivRem((ArrivedAt(bucket) + path) / _paths, MailPattern.Length);
            _last = (path, bucket, rounds, (int)rest);
        }

        return (_last.Rounds, _last.Over);
    }

    private long ArrivedAt(int bucket)
    {
        if (bucket >= Buckets - 1)
        {
            return _messages;
        }

        var hours = (bucket + 1) * (double)BucketLength / TimeSpan.TicksPerHour;
        var hour = Math.Min((int)hours, _shareByHour.Length - 2);
        var share = _shareByHour[hour] + ((_shareByHour[hour + 1] - _shareByHour[hour]) * (hours - hour));
        return (long)(_messages * (share / _shareByHour[^1]));
    }
}
