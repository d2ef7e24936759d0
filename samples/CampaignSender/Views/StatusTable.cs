using System.Globalization;
using Spectre.Console;

namespace CampaignSender.Views;

/// <summary>The groups at this moment, as a table.</summary>
internal static class StatusTable
{
    public static Table Now(CampaignStatus status)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Title(status)) };
        foreach (var column in new[] { "group", "phase", "ceiling", "open", "cap", "delivered", "deferred", "deferral rate", "oldest", "progress" })
        {
            table.AddColumn(column);
        }

        foreach (var path in status.Pacer.GetSnapshot().Paths)
        {
            var counts = status.Progress.Of(path.Path.Group);
            var waiting = path.Waiting.Values.Sum();
            var total = counts.Delivered + counts.Failed + counts.Expired + waiting;
            table.AddRow(
                Markup.Escape(path.Path.Group),
                path.Phase.ToString(),
                Number(path.Ceiling),
                Number(path.OpenConnections),
                status.Receivers?.Providers.GetValueOrDefault(path.Path.Group)?.ConnectionCap is { } cap ? Number(cap) : "?",
                Number(counts.Delivered),
                Number(counts.Deferrals),
                counts.Attempts == 0 ? "-" : $"{100.0 * (counts.Deferrals + counts.Refused) / counts.Attempts:0.0} %",
                path.OldestAge is { } age ? Age(age) : "-",
                total == 0 ? "-" : Bar(total - waiting, total));
        }

        return table;
    }

    public static string Title(CampaignStatus status)
    {
        var speed = status.TimeScale is { } scale ? $" - demo on loopback, clock x {scale:0.#}" : string.Empty;
        return $"{status.Progress.Sum(static group => group.Delivered)} of {status.Recipients} delivered{speed}";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Age(TimeSpan age) => age < TimeSpan.FromHours(1) ? $"{age.TotalMinutes:0.0} min" : $"{age.TotalHours:0.0} h";

    private static string Bar(int done, int total)
    {
        var filled = 10 * done / total;
        return $"{new string('#', filled)}{new string('.', 10 - filled)} {100 * done / total} %";
    }
}
