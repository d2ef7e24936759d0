using System.Globalization;

namespace Hotmail.Pacing.Simulation.Reports;

/// <summary>A run's minutes as a picture shows them: in hours or days, and gathered into at most so many points.</summary>
internal sealed class TimeAxis
{
    private const double LongestInHours = 72;

    private static readonly int[] _buckets = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440];

    private readonly int _minutes;
    private readonly double _minutesInUnit;
    private readonly int _bucket;

    public TimeAxis(TimeSpan duration, int mostPoints)
    {
        _minutes = (int)Math.Ceiling(duration.TotalMinutes);
        (Unit, _minutesInUnit) = duration.TotalHours <= 2 ? ("minutes", 1.0) : duration.TotalHours <= LongestInHours ? ("hours", 60.0) : ("days", 1440.0);
        _bucket = _buckets.FirstOrDefault(bucket => _minutes <= bucket * mostPoints, _buckets[^1]);
        End = duration.TotalMinutes / _minutesInUnit;
        Middles = [.. Enumerable.Range(0, (_minutes + _bucket - 1) / _bucket).Select(index => (Start(index) + (Length(index) / 2.0)) / _minutesInUnit)];
    }

    public string Unit { get; }

    /// <summary>The end of the run.</summary>
    public double End { get; }

    /// <summary>Where the points lie.</summary>
    public double[] Middles { get; }

    public string BucketText => _bucket switch
    {
        1 => "a minute",
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{_bucket} min"),
        60 => "an hour",
        _ => string.Create(CultureInfo.InvariantCulture, $"{_bucket / 60} h"),
    };

    /// <summary>Where a minute begins.</summary>
    public double At(int minute) => minute / _minutesInUnit;

    public long[] Sums(int[] values)
    {
        var sums = new long[Middles.Length];
        for (var minute = 0; minute < values.Length; minute++)
        {
            sums[minute / _bucket] += values[minute];
        }

        return sums;
    }

    public double[] Mean(int[] values) => [.. Sums(values).Select((sum, index) => (double)sum / Length(index))];

    /// <summary>So many thousands, or other units, an hour.</summary>
    public double[] Rate(int[] values, double unit) => [.. Mean(values).Select(mean => 60 * mean / unit)];

    private int Start(int index) => index * _bucket;

    private int Length(int index) => Math.Min(_bucket, _minutes - Start(index));
}
