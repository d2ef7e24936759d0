using System.Globalization;
using Hotmail.Pacing.Simulation.Scenarios;

namespace Hotmail.Pacing.Simulation.Reports;

/// <summary>Writes a scenario's results as a table: a line for each strategy, of at most 160 columns.</summary>
internal static class ResultTable
{
    private static readonly (string Title, Func<RunResult, string> Value)[] _columns =
    [
        ("strategy", result => result.Strategy),
        ("goodput", result => Text($"{result.Goodput:F4}")),
        ("refused", result => Text($"{result.Refused * 100:F3}%")),
        ("refusals", result => Text($"{result.Refusals}")),
        ("conns", result => Text($"{result.Connections}")),
        ("worst", result => Text($"{result.WorstMinute}")),
        ("blocks", result => Text($"{result.Blocks}")),
        ("delivered", result => Text($"{result.Delivered}")),
        ("expired", result => Text($"{result.Expired}")),
        ("per c", result => Text($"{result.MessagesPerConnection:F1}")),
        ("eng p50", result => Age(result.EngagedP50)),
        ("eng p99", result => Age(result.EngagedP99)),
        ("dor p50", result => Age(result.DormantP50)),
        ("dor p99", result => Age(result.DormantP99)),
        ("to 80%", result => Age(result.TimeTo80)),
        ("Mmsg/s", result => Text($"{result.DeliveriesPerSecond / 1e6:F2}")),
        ("Mev/s", result => Text($"{result.EventsPerSecond / 1e6:F1}")),
    ];

    public static void Write(TextWriter writer, Scenario scenario, IReadOnlyList<RunResult> results)
    {
        writer.WriteLine(Text($"{scenario.Name}: {scenario.About}"));
        string[][] rows = [[.. _columns.Select(column => column.Title)], .. results.Select(result => _columns.Select(column => column.Value(result)).ToArray())];
        var widths = Enumerable.Range(0, _columns.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            writer.WriteLine(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))));
        }

        writer.WriteLine();
    }

    private static string Age(double? seconds) => seconds switch
    {
        null => "-",
        < 120 => Text($"{seconds:F1} s"),
        < 7200 => Text($"{seconds / 60:F1} m"),
        _ => Text($"{seconds / 3600:F1} h"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
