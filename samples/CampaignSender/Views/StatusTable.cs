using System.Globalization;
using Spectre.Console;

namespace CampaignSender.Views;

/// <summary>The groups at this moment, as a table.</summary>
internal static class StatusTable
{
    private const int WideEnough = 130;

    private static readonly string[] Columns = ["group", "phase", "ceiling", "open", "cap", "delivered", "deferred", "deferral rate", "oldest", "progress"];

    /// <summary>The same columns for a terminal of 80.</summary>
    private static readonly string[] NarrowColumns = ["group", "phase", "ceil", "open", "cap", "deliv.", "defer.", "rate", "oldest", "done"];

    public static Table Now(CampaignStatus status)
    {
        var narrow = AnsiConsole.Profile.Width < WideEnough;
        var table = new Table { Border = narrow ? TableBorder.None : TableBorder.Rounded, Title = new TableTitle(Title(status)) };
        foreach (var column in narrow ? NarrowColumns : Columns)
        {
            table.AddColumn(narrow ? new TableColumn(column) { NoWrap = true, Padding = new Padding(0, 0, 1, 0) } : new TableColumn(column));
        }

        var paths = status.Pacer.GetSnapshot().Paths;
        foreach (var path in paths)
        {
            var counts = status.Progress.Of(path.Path.Group);
            var waiting = path.Waiting.Values.Sum();
            var total = counts.Delivered + counts.Failed + counts.Expired + waiting;
            table.AddRow(
                Markup.Escape(path.Path.Group),
                path.Phase.ToString(),
                Number(path.Ceiling),
                Number(path.OpenConnections),
                Cap(status, path.Path.Group),
                Number(counts.Delivered),
                Number(counts.Deferrals),
                DeferralRate(counts),
                path.OldestAge is { } age ? Age(age) : "-",
                total == 0 ? "-" : narrow ? Percent(total - waiting, total) : Bar(total - waiting, total));
        }

        foreach (var (group, counts) in status.Over(paths))
        {
            table.AddRow(
                Markup.Escape(group),
                "over",
                "-",
                Number(0),
                Cap(status, group),
                Number(counts.Delivered),
                Number(counts.Deferrals),
                DeferralRate(counts),
                "-",
                narrow ? Percent(1, 1) : Bar(1, 1));
        }

        return table;
    }

    public static string Title(CampaignStatus status)
    {
        var speed = status.TimeScale is { } scale ? $" - demo on loopback, clock x {scale:0.#}" : string.Empty;
        return $"{status.Progress.Sum(static group => group.Delivered)} of {status.Recipients - status.Spool.SettledBefore} delivered{speed}";
    }

    private static string Cap(CampaignStatus status, string group) =>
        status.Receivers?.Providers.GetValueOrDefault(group)?.ConnectionCap is { } cap ? Number(cap) : "?";

    private static string DeferralRate(GroupProgress counts) => counts.Attempts == 0
        ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"{100.0 * (counts.Deferrals + counts.Refused) / counts.Attempts:0.0} %");

    private static string Percent(int done, int total) => $"{100 * done / total} %";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Age(TimeSpan age) => age < TimeSpan.FromHours(1) ? $"{age.TotalMinutes:0.0} min" : $"{age.TotalHours:0.0} h";

    private static string Bar(int done, int total)
    {
        var filled = 10 * done / total;
        return $"{new string('#', filled)}{new string('.', 10 - filled)} {Percent(done, total)}";
    }
}
