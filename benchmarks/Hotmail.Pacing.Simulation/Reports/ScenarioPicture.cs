using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Hotmail.Pacing.Simulation.Scenarios;
using Hotmail.Pacing.Simulation.Strategies;
using ScottPlot;
using SkiaSharp;

namespace Hotmail.Pacing.Simulation.Reports;

/// <summary>Draws what happened on a scenario: one strategy's ceiling against the receiver's cap, and what every strategy delivered and was refused.</summary>
internal static partial class ScenarioPicture
{
    private const int Width = 1280;
    private const int Height = 1050;
    private const int MostPoints = 340;
    private const int FewPoints = 170;
    private const string Preferred = "pacer";

    private static readonly PixelPadding _margins = new(80, 300, 45, 35);
    private static readonly Color _ours = Color.FromHex("#1f77b4");
    private static readonly Color[] _colors =
        [.. new[] { "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf", "#393b79" }.Select(color => Color.FromHex(color))];

    public static void Save(Scenario scenario, IReadOnlyList<RunResult> results, string file)
    {
        var time = new TimeAxis(scenario.Duration, MostPoints);
        var multiplot = new Multiplot();
        multiplot.AddPlots(3);
        Connections(multiplot.GetPlot(0), time, scenario, Shown(results));
        Deliveries(multiplot.GetPlot(1), time, results);
        Refusals(multiplot.GetPlot(2), new TimeAxis(scenario.Duration, FewPoints), results);

        // Drawn into memory: a file that is there is replaced as a whole, or not.
        using var memory = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, Width, Height), memory))
        {
            multiplot.Render(canvas, new PixelRect(0, Width, Height, 0));
        }

        File.WriteAllText(file, Renumbered(Encoding.UTF8.GetString(memory.ToArray())));
    }

    /// <summary>Skia numbers the clip paths of a process; from 1 in every picture, the same runs give the same bytes.</summary>
    private static string Renumbered(string svg)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return ClipPath().Replace(svg, match =>
        {
            var id = match.Groups["id"].Value;
            if (!numbers.TryGetValue(id, out var number))
            {
                numbers.Add(id, number = numbers.Count + 1);
            }

            return Text($"{match.Groups["before"].Value}cl_{number}");
        });
    }

    [GeneratedRegex("""(?<before>id="|url\(#)cl_(?<id>[0-9a-f]+)""")]
    private static partial Regex ClipPath();

    /// <summary>The run whose connections are drawn: ours, or else the first with a ceiling of its own, or else the first.</summary>
    private static RunResult Shown(IReadOnlyList<RunResult> results) =>
        results.FirstOrDefault(result => result.Strategy == Preferred)
        ?? results.FirstOrDefault(result => result.Strategy != OracleStrategy.TheName && result.Minutes!.CeilingByMinute.Any(ceiling => ceiling >= 0))
        ?? results[0];

    private static void Connections(Plot plot, TimeAxis time, Scenario scenario, RunResult run)
    {
        var minutes = run.Minutes!;
        var open = plot.Add.ScatterLine(time.Middles, time.Mean(minutes.OpenByMinute), Colors.DarkGray);
        open.LegendText = Text($"open, mean of {time.BucketText}");
        double top = Math.Max(1, minutes.OpenByMinute.Max());
        if (minutes.CeilingByMinute[0] >= 0)
        {
            Steps(plot, time, minutes.CeilingByMinute, "its ceiling", _ours, LinePattern.Solid);
            top = Math.Max(top, minutes.CeilingByMinute.Max());
        }

        var (least, most) = (minutes.CapByMinute.Min(), minutes.CapByMinute.Max());
        var fits = most <= 3 * top;
        Steps(plot, time, minutes.CapByMinute, fits ? "the receiver's cap" : least == most ? Text($"the receiver's cap: {most}") : Text($"the receiver's cap: {least} to {most}"), Colors.Red, LinePattern.Dashed);
        top = 1.1 * (fits ? Math.Max(top, most) : top);

        var refused = time.Sums(minutes.RefusedByMinute);
        var marked = Enumerable.Range(0, refused.Length).Where(index => refused[index] > 0).ToArray();
        var marks = plot.Add.Markers(marked.Select(index => time.Middles[index]).ToArray(), marked.Select(index => (double)refused[index]).ToArray(), MarkerShape.Eks, 7, Colors.DarkOrange);
        marks.LegendText = Text($"refused in {time.BucketText} (right)");
        marks.Axes.YAxis = plot.Axes.Right;
        plot.Axes.SetLimitsY(0, Math.Max(5, 1.1 * refused.Max()), plot.Axes.Right);
        plot.Axes.Right.Label.Text = "refusals";
        plot.Axes.Right.Label.FontSize = 13;
        plot.Axes.Right.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
        plot.Axes.SetLimitsY(0, top, plot.Axes.Left);
        Finish(plot, time, Text($"{scenario.Name}: connections of {run.Strategy} ({run.Refusals} of {run.Connections} refused)"), "connections");
    }

    private static void Deliveries(Plot plot, TimeAxis time, IReadOnlyList<RunResult> results)
    {
        var oracle = time.Rate(results[0].OracleMinutes!.DeliveredByMinute, 1000);
        foreach (var (run, color) in Colored(results))
        {
            var line = plot.Add.ScatterLine(time.Middles, time.Rate(run.Minutes!.DeliveredByMinute, 1000), color);
            line.LegendText = Text($"{run.Strategy}  {run.Goodput:F3}");
            line.LineWidth = run.Strategy == Preferred ? 2 : 1;
        }

        var best = plot.Add.ScatterLine(time.Middles, oracle, Colors.Black);
        best.LegendText = OracleStrategy.TheName;
        best.LinePattern = LinePattern.Dotted;
        best.LineWidth = 2;
        var most = results.Max(run => time.Rate(run.Minutes!.DeliveredByMinute, 1000).Max());
        plot.Axes.SetLimitsY(0, 1.1 * Math.Max(0.001, Math.Max(most, oracle.Max())));
        Finish(plot, time, Text($"deliveries, mean of {time.BucketText} (beside the names: goodput)"), "thousands an hour");
    }

    private static void Refusals(Plot plot, TimeAxis time, IReadOnlyList<RunResult> results)
    {
        const double Least = 0.5;
        var most = 10.0;
        foreach (var (run, color) in Colored(results))
        {
            var refused = time.Rate(run.Minutes!.RefusedByMinute, 1);
            most = Math.Max(most, refused.Max());
            if (run.Refusals == 0)
            {
                continue;
            }

            var heights = refused.Select(rate => Math.Log10(Math.Max(Least, rate))).ToArray();
            var line = plot.Add.ScatterLine(time.Middles, heights, color);
            line.LegendText = Text($"{run.Strategy}  {run.Refusals}");
            line.LineWidth = run.Strategy == Preferred ? 2 : 1;
        }

        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic
        {
            IntegerTicksOnly = true,
            LabelFormatter = power => Math.Pow(10, power) is var rate && rate >= 1e6 ? Text($"{rate / 1e6} M") : rate >= 1e3 ? Text($"{rate / 1e3} k") : Text($"{rate}"),
        };
        plot.Axes.SetLimitsY(Math.Log10(Least), Math.Log10(most) + 0.2);
        Finish(plot, time, Text($"refusals, mean of {time.BucketText}, logarithmic; at the bottom: none (beside the names: all of the run)"), "refusals an hour");
    }

    private static IEnumerable<(RunResult Run, Color Color)> Colored(IReadOnlyList<RunResult> results)
    {
        var index = 0;
        foreach (var run in results.Where(run => run.Strategy != OracleStrategy.TheName).OrderBy(run => run.Strategy == Preferred))
        {
            yield return (run, run.Strategy == Preferred ? _ours : _colors[index++ % _colors.Length]);
        }
    }

    /// <summary>A line of steps, with a point only where it changes.</summary>
    private static void Steps(Plot plot, TimeAxis time, int[] values, string name, Color color, LinePattern pattern)
    {
        var changes = Enumerable.Range(0, values.Length).Where(minute => minute == 0 || minute == values.Length - 1 || values[minute] != values[minute - 1]).ToArray();
        var line = plot.Add.ScatterLine(changes.Select(time.At).ToArray(), changes.Select(minute => (double)Math.Max(0, values[minute])).ToArray(), color);
        line.ConnectStyle = ConnectStyle.StepHorizontal;
        line.LegendText = name;
        line.LinePattern = pattern;
        line.LineWidth = 1.5f;
    }

    private static void Finish(Plot plot, TimeAxis time, string title, string unit)
    {
        plot.Title(title, 15);
        plot.XLabel(time.Unit, 13);
        plot.YLabel(unit, 13);
        plot.Axes.SetLimitsX(0, time.End);
        plot.Layout.Fixed(_margins);
        plot.ShowLegend(Edge.Right);
        plot.Legend.FontSize = 11;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
