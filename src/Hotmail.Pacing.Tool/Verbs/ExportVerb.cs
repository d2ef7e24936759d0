using System.CommandLine;
using Hotmail.Pacing.Export;
using Hotmail.Pacing.Tool.Reports;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Verbs;

/// <summary><c>pacing queue export</c></summary>
internal static class ExportVerb
{
    public static Command Create(SpoolRunner runner)
    {
        var command = new Command("export", "Writes each message that waits into a folder: 17.eml as it would be sent, and 17.json with who is still to get it. The queue is not changed.");
        var chosen = new ChosenDeliveries(command, runner.Terminal.Time);
        var folder = new Option<DirectoryInfo>("--to") { Description = "The folder; made where there is none. A file that is there already stays as it is.", HelpName = "folder", Required = true };
        command.Options.Add(folder);
        command.SetAction((parsed, cancellationToken) => runner.RunAsync(
            parsed,
            async session =>
            {
                string path = parsed.GetValue(folder)!.FullName;
                ExportResult result = await ExportAsync(() => session.ExportAsync(chosen.Read(parsed), path, cancellationToken)).ConfigureAwait(false);
                var report = new ExportReport(
                    session.File, path, result.Exported, result.NotExported, [.. result.Problems.Select(static problem => new ExportReportProblem(problem.MessageId.Value, problem.Reason))]);
                await runner.ReportAsync(parsed, report, ReportJson.Readable.ExportReport, writer => Write(writer, report)).ConfigureAwait(false);
                return result.Exported == 0 || result.NotExported > 0 ? ExitCodes.NotDone : ExitCodes.Done;
            },
            cancellationToken));
        return command;
    }

    private static async Task<ExportResult> ExportAsync(Func<ValueTask<ExportResult>> export)
    {
        try
        {
            return await export().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"{exception.Message} What was written before is there.");
        }
    }

    private static void Write(TextWriter writer, ExportReport report)
    {
        writer.WriteLine(report.ExportedMessages == 0 && report.NotExportedMessages == 0
            ? "Nothing that matches waits."
            : $"Exported to {report.Folder}: {Words.Count(report.ExportedMessages, "message", "messages")}.");
        if (report.NotExportedMessages > 0)
        {
            writer.WriteLine($"Not exported: {Words.Count(report.NotExportedMessages, "message", "messages")}.");
        }

        foreach (ExportReportProblem problem in report.Problems)
        {
            writer.WriteLine($"Message {Words.Number(problem.MessageId)}: {problem.Reason}");
        }
    }
}
