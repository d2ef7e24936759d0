using System.CommandLine;
using System.Globalization;
using Hotmail.Pacing.Sqlite.Commands.Model;
using Hotmail.Pacing.Tool.Reports;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Verbs;

/// <summary><c>pacing queue show</c></summary>
internal static class ShowVerb
{
    public static Command Create(SpoolRunner runner)
    {
        var command = new Command("show", "Shows one delivery, and what receivers said to each attempt.");
        var id = new Argument<long>("id") { Description = "The delivery's number." };
        command.Arguments.Add(id);
        command.SetAction((parsed, cancellationToken) => runner.RunAsync(
            parsed,
            async session =>
            {
                long number = parsed.GetValue(id);
                var request = new SpoolRequest { Verb = SpoolVerb.Show, Filter = new SpoolFilter { Ids = [number] } };
                SpoolAnswer answer = await SpoolRunner.AskAsync(session, request, cancellationToken).ConfigureAwait(false);
                if (answer.Deliveries is not [var delivery])
                {
                    throw new ToolException($"delivery {Words.Number(number)} is not in the queue: it was settled, or never was there.");
                }

                var report = new ShowReport(session.File, delivery, answer.Attempts!);
                await runner.ReportAsync(parsed, report, ReportJson.Readable.ShowReport, writer => Write(writer, report, runner.Terminal)).ConfigureAwait(false);
                return ExitCodes.Done;
            },
            cancellationToken));
        return command;
    }

    private static void Write(TextWriter writer, ShowReport report, Terminal terminal)
    {
        DateTimeOffset now = terminal.Time.GetUtcNow();
        DeliveryInfo delivery = report.Delivery;
        writer.WriteLine($"Delivery {Words.Number(delivery.Id)} of message {Words.Number(delivery.MessageId)}");
        Line("path", $"{delivery.Group} from {delivery.Source}");
        Line("state", $"{Words.Name(delivery.State)}, {Words.Count(delivery.Attempts, "attempt", "attempts")} used");
        Line("due", $"{Words.Time(delivery.DueAt)} ({Words.Due(delivery.DueAt, now)})");
        Line("accepted", $"{Words.Time(delivery.AcceptedAt)} ({Durations.Format(now - delivery.AcceptedAt)} ago)");
        Line("expires", $"{Words.Time(delivery.ExpiresAt)} ({Words.Due(delivery.ExpiresAt, now)})");
        Line("order", $"{Words.Name(delivery.Priority)}, {Words.Name(delivery.Engagement)}");
        Line("campaign", delivery.Campaign ?? "-");
        if (delivery.Problem is not null)
        {
            Line("damaged", delivery.Problem);
        }
        else
        {
            Line("sender", $"<{delivery.Sender}>");
            Line("waiting", string.Join(", ", delivery.Recipients));
        }

        Line("last reply", delivery.LastReply is null ? "-" : Words.Reply(delivery.LastReply));
        writer.WriteLine();
        WriteAttempts(writer, report.Attempts, terminal.Width);

        void Line(string name, string value) => writer.WriteLine($"  {name,-10}  {value.ReplaceLineEndings(" ")}");
    }

    private static void WriteAttempts(TextWriter writer, IReadOnlyList<AttemptInfo> attempts, int? width)
    {
        if (attempts.Count == 0)
        {
            writer.WriteLine("No attempt is remembered.");
            return;
        }

        var table = new TextTable(
            new("TRY", IsNumber: true), new("AT"), new("SOURCE", MayBeCut: true), new("HOST", MayBeCut: true), new("STAGE"), new("TOOK", IsNumber: true), new("MEANING", MayBeCut: true),
            new("ANSWER", MayBeCut: true));
        foreach (AttemptInfo attempt in attempts)
        {
            string meaning = Words.Name(attempt.Class) + (attempt.ConnectionRefused ? " (connection refused)" : "");
            table.Add(
                Words.Number(attempt.Number), Words.Time(attempt.At), attempt.Source, attempt.Host ?? attempt.EndPoint ?? "-", Words.Name(attempt.Stage),
                string.Create(CultureInfo.InvariantCulture, $"{attempt.DurationSeconds:0.0}s"), meaning, attempt.Reply is null ? Words.Name(attempt.Failure) : Words.Reply(attempt.Reply));
        }

        table.Write(writer, width);
    }
}
