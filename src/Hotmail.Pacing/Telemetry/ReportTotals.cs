namespace Hotmail.Pacing.Telemetry;

/// <summary>The sum of some series, for one line of a report.</summary>
internal sealed class ReportTotals(int steps)
{
    private readonly int[] _sum = new int[ReportColumns.Width];
    private readonly int[] _limits = new int[steps];
    private readonly int[] _attempts = new int[steps];

    /// <summary>Adds a series that was moved to this step.</summary>
    public void Add(ReportSeries series, long newest)
    {
        for (var column = 0; column < _sum.Length; column++)
        {
            _sum[column] += series.Sum[column];
        }

        for (var back = 0; back < steps; back++)
        {
            _limits[back] += series.At(newest - back, ReportColumns.ConnectionLimits);
            _attempts[back] += series.At(newest - back, ReportColumns.Attempts);
        }
    }

    public DeliveryCounts Read(double hours)
    {
        var peak = 0;
        for (var step = 1; step < steps; step++)
        {
            peak = _limits[step] > _limits[peak] ? step : peak;
        }

        return ReportColumns.Read(_sum, hours, _limits[peak], _limits[peak] == 0 ? 0 : _attempts[peak]);
    }
}
