using System.CommandLine;
using Hotmail.Pacing.Sqlite.Commands.Model;
using Hotmail.Pacing.Tool.Reports;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Verbs;

/// <summary><c>pacing queue move</c></summary>
internal static class MoveVerb
{
    public static Command Create(SpoolRunner runner)
    {
        var command = new Command("move", "Moves what waits to another egress source. The host has to run: its configuration says how mail leaves there.");
        var chosen = new ChosenDeliveries(command, runner.Terminal.Time);
        var toSource = new Option<string>("--to-source") { Description = "The egress source, as configured.", HelpName = "source", Required = true };
        command.Options.Add(toSource);
        command.SetAction((parsed, cancellationToken) => runner.RunAsync(
            parsed,
            async session =>
            {
                var request = new SpoolRequest { Verb = SpoolVerb.Move, Filter = chosen.Read(parsed), ToSource = parsed.GetValue(toSource) };
                int changed = (await SpoolRunner.AskAsync(session, request, cancellationToken).ConfigureAwait(false)).Changed;
                await runner.ReportAsync(
                    parsed,
                    new MoveReport(session.File, changed),
                    ReportJson.Readable.MoveReport,
                    writer => writer.WriteLine(changed == 0 ? "Nothing that matches waits elsewhere." : $"Moved: {Words.Count(changed, "delivery", "deliveries")}.")).ConfigureAwait(false);
                return changed == 0 ? ExitCodes.NotDone : ExitCodes.Done;
            },
            cancellationToken));
        return command;
    }
}
