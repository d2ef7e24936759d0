using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hotmail.Pacing.Reputation.Dmarc;
using Hotmail.Pacing.Reputation.Dmarc.History;
using Hotmail.Pacing.Reputation.Dmarc.Sources;
using Hotmail.Pacing.Reputation.Sqlite;
using Hotmail.Pacing.Tool.Files;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Dmarc;

/// <summary><c>pacing dmarc report</c></summary>
internal static class DmarcReportVerb
{
    public static Command Create(SpoolRunner runner)
    {
        var command = new Command("report", "Sums DMARC aggregate reports (XML, gzip, ZIP, e-mails) by report, source and day. Needs no spool.");
        Argument<string[]> paths = ReportFiles.Argument();
        command.Arguments.Add(paths);
        var approved = new Option<string[]>("--approve")
        {
            Description = "A network (192.0.2.0/24), an address, or an organisation's domain that sends with your will. May be given several times.", HelpName = "source",
        };
        approved.Validators.Add(static result =>
        {
            foreach (string text in result.Tokens.Select(static token => token.Value).Where(static text => !IsNetwork(text, out _) && !Inputs.IsDomain(text)))
            {
                result.AddError($"'{text}' is no network, address or domain.");
            }
        });
        command.Options.Add(approved);
        var resolve = new Option<bool>("--resolve") { Description = "Asks the DNS for the names of the 100 sources with the most messages; without it, nobody is asked anything." };
        command.Options.Add(resolve);
        var history = new Option<FileInfo?>("--history") { Description = "Adds the reports to this history, which is made where there is none, and shows its last days.", HelpName = "file" };
        command.Options.Add(history);
        command.SetAction((parsed, cancellationToken) => runner.InterruptiblyAsync(async () =>
        {
            var summary = new DmarcReportSummary();
            DmarcSourceReport sources;
            HistoryTrend? trend = null;
            try
            {
                // Not on the thread that is to hear of Ctrl-C.
                trend = await Task.Run(() => Read(parsed.GetValue(paths)!, parsed.GetValue(history)?.FullName, summary, runner.Terminal.Time, cancellationToken), cancellationToken).ConfigureAwait(false);
                IReadOnlyDictionary<IPAddress, string>? names = parsed.GetValue(resolve)
                    ? await new DmarcSourceNamer(runner.Terminal.Dns()).NameAsync(summary.Sources, cancellationToken).ConfigureAwait(false)
                    : null;
                sources = new DmarcSourceCheck(Options(parsed.GetValue(approved) ?? [])).Check(summary, names);
            }
            catch (ReportHistoryException exception)
            {
                return await runner.FailAsync(exception.Message, exception.Problem == ReportHistoryProblem.NotAHistory ? ExitCodes.BadInput : ExitCodes.NotDone).ConfigureAwait(false);
            }

            if (runner.IsJson(parsed))
            {
                await WriteJsonAsync(runner.Terminal, summary, sources).ConfigureAwait(false);
            }
            else
            {
                DmarcReportText.Write(runner.Terminal.Output, summary, sources, trend, runner.Terminal.Width);
            }

            return summary.Errors.Count == 0 ? ExitCodes.Done : ExitCodes.NotDone;
        }));
        return command;
    }

    private static DmarcSourceOptions Options(IEnumerable<string> approved)
    {
        var options = new DmarcSourceOptions();
        foreach (string text in approved)
        {
            if (IsNetwork(text, out IPNetwork network))
            {
                options.ApprovedNetworks.Add(network);
            }
            else
            {
                options.ApprovedDomains.Add(text);
            }
        }

        return options;
    }

    private static bool IsNetwork(string text, out IPNetwork network)
    {
        if (Inputs.TryParseAddress(text, out IPAddress? address))
        {
            network = new IPNetwork(address!, address!.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
            return true;
        }

        return IPNetwork.TryParse(text, out network);
    }

    /// <summary>Reads all of it, and what the history has after it, where there is one.</summary>
    private static HistoryTrend? Read(IReadOnlyList<string> paths, string? history, DmarcReportSummary summary, TimeProvider time, CancellationToken cancellationToken)
    {
        if (history is null)
        {
            Read(paths, summary, summary, cancellationToken);
            return null;
        }

        using var store = new SqliteReportHistory(history, time: time);
        var import = new ReportHistoryImport(store, summary);
        Read(paths, summary, import, cancellationToken);
        return HistoryTrend.Read(store, import);
    }

    private static void Read(IReadOnlyList<string> paths, DmarcReportSummary summary, IDmarcReportVisitor visitor, CancellationToken cancellationToken)
    {
        var reader = new DmarcReportReader();
        ReportFiles.Read(
            paths,
            (stream, name) => reader.Read(stream, name, visitor, cancellationToken),
            (name, reason, offset) => summary.OnError(Unreadable(name, reason, offset)),
            cancellationToken);
    }

    private static DmarcReportError Unreadable(string name, string reason, long offset) =>
        new() { File = name, Reason = reason, Position = string.Create(CultureInfo.InvariantCulture, $"byte {offset}") };

    /// <summary>The document has no place for a word on duplicates.</summary>
    private static async Task WriteJsonAsync(Terminal terminal, DmarcReportSummary summary, DmarcSourceReport sources)
    {
        await terminal.Output.WriteLineAsync(DmarcReportJson.Write(summary, sources)).ConfigureAwait(false);
        foreach (DmarcReport report in summary.Reports.Where(static report => report.DuplicateOf is not null))
        {
            await terminal.Error.WriteLineAsync(Words.Plain(DmarcReportText.Duplicate(report))).ConfigureAwait(false);
        }
    }
}
