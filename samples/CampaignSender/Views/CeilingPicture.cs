using ScottPlot;
using SkiaSharp;

namespace CampaignSender.Views;

/// <summary>Draws each group's ceiling against the receiver's cap over time.</summary>
internal static class CeilingPicture
{
    private const int Width = 1000;
    private const int HeightPerGroup = 260;

    /// <returns>Why there is no picture; <see langword="null"/> when there is.</returns>
    public static string? Save(CeilingHistory history, FileInfo file)
    {
        var groups = history.Groups.Where(static group => group.Value.Count > 1).ToArray();
        if (groups.Length == 0)
        {
            return "the campaign was too short for one";
        }

        try
        {
            Draw(groups, file);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    private static void Draw(KeyValuePair<string, List<CeilingSample>>[] groups, FileInfo file)
    {
        var minutes = groups.Max(static group => group.Value[^1].Minute);
        var multiplot = new Multiplot();
        multiplot.AddPlots(groups.Length);
        for (var index = 0; index < groups.Length; index++)
        {
            Draw(multiplot.GetPlot(index), groups[index].Key, groups[index].Value, minutes);
        }

        var height = HeightPerGroup * groups.Length;
        if (string.Equals(file.Extension, ".png", StringComparison.OrdinalIgnoreCase))
        {
            multiplot.SavePng(file.FullName, Width, height);
        }
        else
        {
            using var stream = file.Create();
            using var canvas = SKSvgCanvas.Create(new SKRect(0, 0, Width, height), stream);
            multiplot.Render(canvas, new PixelRect(0, Width, height, 0));
        }
    }

    private static void Draw(Plot plot, string group, List<CeilingSample> samples, double end)
    {
        var minutes = samples.ConvertAll(static sample => sample.Minute);
        var open = plot.Add.ScatterLine(minutes, samples.ConvertAll(static sample => (double)sample.Open));
        open.LegendText = "open";
        open.Color = Colors.DarkGray;
        var ceiling = plot.Add.ScatterLine(minutes, samples.ConvertAll(static sample => (double)sample.Ceiling));
        ceiling.LegendText = "ceiling";
        ceiling.ConnectStyle = ConnectStyle.StepHorizontal;
        ceiling.LineWidth = 2;
        ceiling.Color = Colors.SteelBlue;
        var known = samples.Where(static sample => sample.Cap is not null).ToArray();
        if (known.Length > 0)
        {
            var cap = plot.Add.ScatterLine(known.Select(static sample => sample.Minute).ToArray(), known.Select(static sample => (double)sample.Cap!).ToArray());
            cap.LegendText = "the receiver's cap";
            cap.ConnectStyle = ConnectStyle.StepHorizontal;
            cap.LinePattern = LinePattern.Dashed;
            cap.Color = Colors.Red;
        }

        plot.Title(group);
        plot.XLabel("minutes, by the campaign's clock");
        plot.YLabel("connections");
        plot.Axes.SetLimitsX(0, end);
        plot.Axes.SetLimitsY(0, 1.15 * samples.Max(static sample => Math.Max(sample.Ceiling, sample.Cap ?? 0)));
        plot.ShowLegend(Edge.Right);
    }
}
