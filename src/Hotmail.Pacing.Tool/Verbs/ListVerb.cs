using System.CommandLine;
using Hotmail.Pacing.Sqlite.Commands;
using Hotmail.Pacing.Sqlite.Commands.Model;
using Hotmail.Pacing.Tool.Reports;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Verbs;

/// <summary><c>pacing queue list</c></summary>
internal static class ListVerb
{
    private const int Page = 500;

    public static Command Create(SpoolRunner runner)
    {
        var command = new Command("list", "Lists what waits, in the order it was accepted.");
        var filter = new FilterOptions(command, runner.Terminal.Time);
        var max = new Option<int>("--max") { Description = "The most to list.", HelpName = "count", DefaultValueFactory = static _ => 100 };
        max.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out int count) && count < 1)
            {
                result.AddError("--max is at least 1.");
            }
        });
        command.Options.Add(max);
        command.SetAction((parsed, cancellationToken) => runner.RunAsync(
            parsed,
            async session =>
            {
                ListReport report = await ReadAsync(session, filter.Read(parsed), parsed.GetValue(max), cancellationToken).ConfigureAwait(false);
                await runner.ReportAsync(parsed, report, ReportJson.Readable.ListReport, writer => Write(writer, report, runner.Terminal)).ConfigureAwait(false);
                return ExitCodes.Done;
            },
            cancellationToken));
        return command;
    }

    /// <summary>Page after page.</summary>
    public static async Task<ListReport> ReadAsync(SpoolSession session, SpoolFilter filter, int max, CancellationToken cancellationToken)
    {
        List<DeliveryInfo> deliveries = [];
        long? after = 0;
        while (after is { } last && deliveries.Count < max)
        {
            var request = new SpoolRequest { Verb = SpoolVerb.List, Filter = filter, After = last, Max = Math.Min(Page, max - deliveries.Count) };
            SpoolAnswer answer = await SpoolRunner.AskAsync(session, request, cancellationToken).ConfigureAwait(false);
            deliveries.AddRange(answer.Deliveries!);
            after = answer.Next;
        }

        return new ListReport(session.File, deliveries, after is not null);
    }

    private static void Write(TextWriter writer, ListReport report, Terminal terminal)
    {
        if (report.Deliveries.Count == 0)
        {
            writer.WriteLine("No delivery matches.");
            return;
        }

        DateTimeOffset now = terminal.Time.GetUtcNow();
        var table = new TextTable(
            new("ID", IsNumber: true), new("GROUP", MayBeCut: true), new("SOURCE", MayBeCut: true), new("STATE"), new("TRIES", IsNumber: true), new("AGE", IsNumber: true), new("DUE"),
            new("CAMPAIGN", MayBeCut: true), new("RECIPIENTS", MayBeCut: true), new("LAST REPLY", MayBeCut: true));
        foreach (DeliveryInfo delivery in report.Deliveries)
        {
            table.Add(
                Words.Number(delivery.Id), delivery.Group, delivery.Source, Words.Name(delivery.State), Words.Number(delivery.Attempts), Durations.Format(now - delivery.AcceptedAt),
                Words.Due(delivery.DueAt, now), delivery.Campaign ?? "", Words.Recipients(delivery.Recipients), Words.Reply(delivery.LastReply));
        }

        table.Write(writer, terminal.Width);
        if (report.More)
        {
            writer.WriteLine($"… and perhaps more: these are the first {Words.Number(report.Deliveries.Count)} (--max).");
        }
    }
}
