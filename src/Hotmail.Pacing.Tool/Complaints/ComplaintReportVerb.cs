using System.CommandLine;
using System.Globalization;
using Hotmail.Pacing.Reputation.Complaints;
using Hotmail.Pacing.Tool.Files;
using Hotmail.Pacing.Tool.Reports;

namespace Hotmail.Pacing.Tool.Complaints;

/// <summary><c>pacing complaints report</c></summary>
internal static class ComplaintReportVerb
{
    public static Command Create(SpoolRunner runner)
    {
        var command = new Command("report", "Sums complaints (ARF and JMRP e-mails) and SNDS data (CSV), told apart by their content, by address and day. Needs no spool.");
        Argument<string[]> paths = ReportFiles.Argument();
        command.Arguments.Add(paths);
        command.SetAction((parsed, cancellationToken) => runner.InterruptiblyAsync(async () =>
        {
            // Not on the thread that is to hear of Ctrl-C.
            ComplaintReport report = await Task.Run(() => Read(parsed.GetValue(paths)!, cancellationToken), cancellationToken).ConfigureAwait(false);
            await runner.ReportAsync(parsed, report, ReportJson.Readable.ComplaintReport, writer => ComplaintReportText.Write(writer, report, runner.Terminal.Width)).ConfigureAwait(false);
            return report.Errors.Count == 0 ? ExitCodes.Done : ExitCodes.NotDone;
        }));
        return command;
    }

    private static ComplaintReport Read(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var summary = new ComplaintSummary();
        var errors = new List<ComplaintError>();
        var reader = new FeedbackReader(summary, errors);
        ReportFiles.Read(
            paths,
            (stream, name) => reader.Read(stream, name, cancellationToken),
            (name, reason, offset) => errors.Add(new ComplaintError { File = name, Reason = reason, Position = string.Create(CultureInfo.InvariantCulture, $"byte {offset}") }),
            cancellationToken);
        return ComplaintReport.Of(summary, errors);
    }
}
