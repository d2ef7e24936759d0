using System.CommandLine;
using System.Globalization;
using Hotmail.Pacing.Reputation.Dmarc;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Dmarc;

/// <summary><c>pacing dmarc report</c></summary>
internal static class DmarcReportVerb
{
    public static Command Create(SpoolRunner runner)
    {
        var command = new Command("report", "Sums DMARC aggregate reports (XML, gzip, ZIP, e-mails) by report, source and day. Needs no spool.");
        var paths = new Argument<string[]>("PATH") { Description = "Files, and folders with all that is in them.", Arity = ArgumentArity.OneOrMore };
        paths.Validators.Add(static result =>
        {
            foreach (string path in result.Tokens.Select(static token => token.Value).Where(static path => path.StartsWith('-') && !Path.Exists(path)))
            {
                result.AddError($"'{path}' is no option, and no file.");
            }
        });
        command.Arguments.Add(paths);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            DmarcReportSummary summary;
            try
            {
                // Not on the thread that is to hear of Ctrl-C.
                summary = await Task.Run(() => Read(parsed.GetValue(paths)!, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return await runner.FailAsync("interrupted.", ExitCodes.NotDone).ConfigureAwait(false);
            }

            if (runner.IsJson(parsed))
            {
                await WriteJsonAsync(runner.Terminal, summary).ConfigureAwait(false);
            }
            else
            {
                DmarcReportText.Write(runner.Terminal.Output, summary, runner.Terminal.Width);
            }

            return summary.Errors.Count == 0 ? ExitCodes.Done : ExitCodes.NotDone;
        });
        return command;
    }

    private static DmarcReportSummary Read(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var summary = new DmarcReportSummary();
        var reader = new DmarcReportReader();
        foreach (ReportPath path in ReportPath.Find(paths))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (path.Problem is not null)
            {
                summary.OnError(Unreadable(path.Name, path.Problem, 0));
                continue;
            }

            long offset = 0;
            try
            {
                using FileStream stream = File.OpenRead(path.Name);
                try
                {
                    reader.Read(stream, path.Name, summary, cancellationToken);
                }
                finally
                {
                    offset = stream.CanSeek ? stream.Position : 0;
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                summary.OnError(Unreadable(path.Name, exception.Message, offset));
            }
        }

        return summary;
    }

    private static DmarcReportError Unreadable(string name, string reason, long offset) =>
        new() { File = name, Reason = reason, Position = string.Create(CultureInfo.InvariantCulture, $"byte {offset}") };

    /// <summary>The document has no place for a word on duplicates.</summary>
    private static async Task WriteJsonAsync(Terminal terminal, DmarcReportSummary summary)
    {
        await terminal.Output.WriteLineAsync(DmarcReportJson.Write(summary)).ConfigureAwait(false);
        foreach (DmarcReport report in summary.Reports.Where(static report => report.DuplicateOf is not null))
        {
            await terminal.Error.WriteLineAsync(Words.Plain(DmarcReportText.Duplicate(report))).ConfigureAwait(false);
        }
    }
}
