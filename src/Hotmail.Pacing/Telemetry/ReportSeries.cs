namespace Hotmail.Pacing.Telemetry;

/// <summary>The counters of one key: a ring with a row for each step of the window, and their sum.</summary>
internal sealed class ReportSeries(int steps, bool isConfigured)
{
    private readonly int[] _rows = new int[steps * ReportColumns.Width];
    private readonly int[] _sum = new int[ReportColumns.Width];
    private long _newest = long.MinValue / 2;
    private long _lastAdded = long.MinValue / 2;

    /// <summary>Whether it is kept for a configured group, which does not use up a place.</summary>
    public bool IsConfigured { get; } = isConfigured;

    public ReadOnlySpan<int> Sum => _sum;

    /// <summary>Whether nothing was added in the window that ends with this step.</summary>
    public bool IsIdle(long step) => _lastAdded <= step - steps;

    /// <summary>Counts an attempt. The step lies in the window; it may be older than the newest.</summary>
    public void Add(long step, in ReportSample sample)
    {
        MoveTo(step);
        _lastAdded = Math.Max(_lastAdded, step);
        ReportColumns.Add(Row(step), sample);
        ReportColumns.Add(_sum, sample);
    }

    /// <summary>One counter at one step of the window that ends at <see cref="MoveTo"/>'s newest.</summary>
    public int At(long step, int column) => Row(step)[column];

    /// <summary>Moves the window's end; what falls out of it is taken off the sum.</summary>
    public void MoveTo(long step)
    {
        if (step <= _newest)
        {
            return;
        }

        if (IsIdle(step))
        {
            Array.Clear(_rows);
            Array.Clear(_sum);
        }
        else
        {
            for (var passed = _newest + 1; passed <= step; passed++)
            {
                var row = Row(passed);
                for (var column = 0; column < row.Length; column++)
                {
                    _sum[column] -= row[column];
                }

                row.Clear();
            }
        }

        _newest = step;
    }

    private Span<int> Row(long step) => _rows.AsSpan((int)(step % steps) * ReportColumns.Width, ReportColumns.Width);
}
