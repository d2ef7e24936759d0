using System.CommandLine;
using Hotmail.Pacing.Sqlite.Commands.Model;
using Hotmail.Pacing.Tool.Reports;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Verbs;

/// <summary><c>pacing queue retry</c></summary>
internal static class RetryVerb
{
    public static Command Create(SpoolRunner runner)
    {
        var command = new Command("retry", "Makes what waits for a later attempt due now. Limits and pauses hold all the same.");
        var chosen = new ChosenDeliveries(command, runner.Terminal.Time);
        command.SetAction((parsed, cancellationToken) => runner.RunAsync(
            parsed,
            async session =>
            {
                var request = new SpoolRequest { Verb = SpoolVerb.Retry, Filter = chosen.Read(parsed) };
                int changed = (await SpoolRunner.AskAsync(session, request, cancellationToken).ConfigureAwait(false)).Changed;
                await runner.ReportAsync(
                    parsed,
                    new RetryReport(session.File, changed),
                    ReportJson.Readable.RetryReport,
                    writer => writer.WriteLine(changed == 0 ? "Nothing that matches waits for a later attempt." : $"Due now: {Words.Count(changed, "delivery", "deliveries")}.")).ConfigureAwait(false);
                return changed == 0 ? ExitCodes.NotDone : ExitCodes.Done;
            },
            cancellationToken));
        return command;
    }
}
