namespace Hotmail.Pacing.Simulation.Model;

/// <summary>A log-normal time by its median and 99th percentile, as a table of quantiles: a draw is one look-up.</summary>
internal sealed class LogNormal
{
    private const int Bits = 11;
    private const double P99 = 2.3263478740408408;

    private readonly long[] _ticks = new long[1 << Bits];

    public LogNormal((double Median, double P99) milliseconds)
    {
        var sigma = Math.Log(milliseconds.P99 / milliseconds.Median) / P99;
        for (var index = 0; index < _ticks.Length; index++)
        {
            var deviation = Normal((index + 0.5) / _ticks.Length);
            _ticks[index] = Math.Max(1, (long)(milliseconds.Median * Math.Exp(sigma * deviation) * TimeSpan.TicksPerMillisecond));
        }
    }

    public long Draw(Draws draws) => _ticks[draws.Next() >> (64 - Bits)];

    /// <summary>The normal distribution's quantile by bisection on its density's integral: exact enough, and done once for each entry.</summary>
    private static double Normal(double share)
    {
        if (share > 0.5)
        {
            return -Normal(1 - share);
        }

        // Abramowitz and Stegun 26.2.23, then two Newton steps on the distribution function.
        var t = Math.Sqrt(-2 * Math.Log(share));
        var x = -(t - ((2.515517 + (t * (0.802853 + (t * 0.010328)))) / (1 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308))))))));
        for (var step = 0; step < 2; step++)
        {
            var density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
            x -= (Distribution(x) - share) / density;
        }

        return x;
    }

    /// <summary>Φ(x) for x ≤ 0, by its series in x near 0 and its continued fraction in the tail.</summary>
    private static double Distribution(double x)
    {
        var density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        if (x > -3)
        {
            double sum = x, term = x;
            for (var n = 1; n < 60; n++)
            {
                term *= x * x / ((2 * n) + 1);
                sum += term;
            }

            return 0.5 + (density * sum);
        }

        var fraction = 0.0;
        for (var n = 60; n > 0; n--)
        {
            fraction = n / (-x + fraction);
        }

        return density / (-x + fraction);
    }
}
