using System.Globalization;
using Spectre.Console;

namespace CampaignSender.Views;

/// <summary>The end of the campaign, on the screen.</summary>
internal static class Summary
{
    public static void Print(CampaignSummary summary, string picture)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle("The campaign") };
        foreach (var column in new[] { "group", "delivered", "failed", "expired", "deferrals", "refused connections" })
        {
            table.AddColumn(column);
        }

        foreach (var (group, counts) in summary.Groups)
        {
            table.AddRow(Markup.Escape(group), Number(counts.Delivered), Number(counts.Failed), Number(counts.Expired), Number(counts.Deferrals), Number(counts.Refused));
        }

        AnsiConsole.Write(table);
        foreach (var (group, counts) in summary.Groups)
        {
            if (counts.LastRefusal is { } refusal)
            {
                Console.WriteLine($"{group}, last refused connection: {refusal}");
            }

            if (counts.LastProblem is { } problem)
            {
                Console.WriteLine($"{group}, last problem of a recipient: {problem}");
            }
        }

        if (summary.Waiting > 0)
        {
            Console.WriteLine($"Interrupted: {summary.Waiting} recipients were still waiting; nothing was sent to them.");
        }

        Console.WriteLine($"Ceiling and cap over time: {picture}");
        Console.WriteLine(summary.ToJson());
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
