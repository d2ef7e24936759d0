using System.Numerics;

namespace Hotmail.Pacing.Simulation.Model;

/// <summary>Ages at delivery, counted in buckets that grow with the age: exact to 1.6 %, and of fixed size.</summary>
internal sealed class AgeHistogram
{
    private const int Bits = 6;

    private readonly long[] _counts = new long[(64 - Bits) << Bits];
    private long _total;

    public void Add(long age)
    {
        // In 1/16 s: finer does not matter.
        var value = (ulong)age / (TimeSpan.TicksPerSecond / 16);
        var exponent = Math.Max(0, 63 - BitOperations.LeadingZeroCount(value | 1) - Bits);
        _counts[(exponent << Bits) + (int)(value >> exponent)]++;
        _total++;
    }

    /// <summary>The age, in seconds, that a share of them does not exceed; <see langword="null"/> when there are none.</summary>
    public double? Quantile(double share)
    {
        if (_total == 0)
        {
            return null;
        }

        var wanted = (long)Math.Ceiling(_total * share);
        var index = -1;
        for (long seen = 0; seen < wanted;)
        {
            seen += _counts[++index];
        }

        // Above the first 2^(Bits+1) values a bucket's number holds its leading bit as well.
        var exponent = index < 2 << Bits ? 0 : (index >> Bits) - 1;
        var value = index - (exponent << Bits);
        return ((long)value << exponent) / 16.0;
    }
}
