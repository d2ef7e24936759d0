using System.CommandLine;
using Hotmail.Pacing.Sqlite.Commands.Model;
using Hotmail.Pacing.Tool.Reports;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Verbs;

/// <summary><c>pacing status</c></summary>
internal static class StatusVerb
{
    public static Command Create(SpoolRunner runner)
    {
        var command = new Command("status", "Shows the paths: where they stand and why, and what waits there.");
        command.SetAction((parsed, cancellationToken) => runner.RunAsync(
            parsed,
            async session =>
            {
                SpoolStatus status = (await SpoolRunner.AskAsync(session, new SpoolRequest { Verb = SpoolVerb.Status }, cancellationToken).ConfigureAwait(false)).Status!;
                var report = new StatusReport(session.File, status.At, status.OwnerProcessId, status.Paths);
                await runner.ReportAsync(parsed, report, ReportJson.Readable.StatusReport, writer => Write(writer, report, runner.Terminal.Width)).ConfigureAwait(false);
                return ExitCodes.Done;
            },
            cancellationToken));
        return command;
    }

    private static void Write(TextWriter writer, StatusReport report, int? width)
    {
        string who = report.OwnerProcessId is { } process ? $"process {Words.Number(process)} sends from it" : "stopped: nobody sends from it";
        writer.WriteLine($"{report.Spool}: {who}");
        if (report.Paths.Count == 0)
        {
            writer.WriteLine("It has no mail, and remembers no path.");
            return;
        }

        writer.WriteLine();
        PathTable.Write(writer, report.Paths, report.At, width);
    }
}
