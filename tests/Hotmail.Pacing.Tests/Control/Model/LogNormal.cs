namespace Hotmail.Pacing.Tests.Control.Model;

/// <summary>A log-normal time, by its median and 99th percentile.</summary>
internal readonly struct LogNormal((double Median, double P99) shape)
{
    private readonly double _mu = Math.Log(shape.Median);
    private readonly double _sigma = Math.Log(shape.P99 / shape.Median) / 2.3263;

    public double Mean => Math.Exp(_mu + (_sigma * _sigma / 2));

    public double Draw(Random random) => Math.Exp(_mu + (_sigma * Normal(random)));

    /// <summary>The sum of many draws.</summary>
    public double DrawSum(Random random, int count)
    {
        if (count < 10)
        {
            var sum = 0.0;
            for (var i = 0; i < count; i++)
            {
                sum += Draw(random);
            }

            return sum;
        }

        var deviation = Mean * Math.Sqrt(Math.Exp(_sigma * _sigma) - 1);
        return Math.Max(count * shape.Median / 2, (count * Mean) + (Math.Sqrt(count) * deviation * Normal(random)));
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
