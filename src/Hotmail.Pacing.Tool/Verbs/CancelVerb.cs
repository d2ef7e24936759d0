using System.CommandLine;
using Hotmail.Pacing.Sqlite.Commands.Model;
using Hotmail.Pacing.Tool.Reports;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Verbs;

/// <summary><c>pacing queue cancel</c></summary>
internal static class CancelVerb
{
    public static Command Create(SpoolRunner runner)
    {
        var command = new Command("cancel", "Cancels what waits, for ever. An attempt under way is not interrupted.");
        var chosen = new ChosenDeliveries(command, runner.Terminal.Time);
        var yes = new Option<bool>("--yes") { Description = "Without a question." };
        command.Options.Add(yes);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // Asked before the spool is opened: nobody else could have it while a person thinks.
            if (!parsed.GetValue(yes) && !await runner.ConfirmAsync(parsed, $"Cancel {chosen.Describe(parsed)}?", cancellationToken).ConfigureAwait(false))
            {
                await runner.Terminal.Output.WriteLineAsync("Nothing was cancelled.").ConfigureAwait(false);
                return ExitCodes.NotDone;
            }

            return await runner.RunAsync(
                parsed,
                async session =>
                {
                    var request = new SpoolRequest { Verb = SpoolVerb.Cancel, Filter = chosen.Read(parsed) };
                    int recipients = (await SpoolRunner.AskAsync(session, request, cancellationToken).ConfigureAwait(false)).Recipients;
                    await runner.ReportAsync(
                        parsed,
                        new CancelReport(session.File, recipients),
                        ReportJson.Readable.CancelReport,
                        writer => writer.WriteLine(recipients == 0 ? "Nothing that matches waits." : $"Cancelled: {Words.Count(recipients, "recipient", "recipients")}.")).ConfigureAwait(false);
                    return recipients == 0 ? ExitCodes.NotDone : ExitCodes.Done;
                },
                cancellationToken).ConfigureAwait(false);
        });
        return command;
    }
}
