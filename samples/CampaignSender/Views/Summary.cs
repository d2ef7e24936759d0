using System.Globalization;
using CampaignSender.Spooling;
using Spectre.Console;

namespace CampaignSender.Views;

/// <summary>The end of the campaign, on the screen.</summary>
internal static class Summary
{
    public static void Print(CampaignSummary summary, CampaignSpool spool, string picture)
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

        if (summary.Waiting + spool.NotAccepted > 0)
        {
            var rest = spool.NotAccepted > 0 ? $", and {spool.NotAccepted} were not accepted yet" : string.Empty;
            Console.WriteLine($"Interrupted: {summary.Waiting} recipient{(summary.Waiting == 1 ? " is" : "s are")} waiting in the spool {spool.File}{rest}. To go on: {spool.HowToGoOn}.");
        }
        else
        {
            Console.WriteLine($"The spool {spool.File} is empty{(spool.IsTemporary ? ", and is deleted" : string.Empty)}: nothing that was accepted is missing.");
        }

        Console.WriteLine($"Ceiling and cap over time: {picture}");
        Console.WriteLine(summary.ToJson());
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
