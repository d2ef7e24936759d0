using System.CommandLine;
using Hotmail.Pacing.Sqlite.Commands.Model;

namespace Hotmail.Pacing.Tool.Verbs;

/// <summary><c>pacing resume</c></summary>
internal static class ResumeVerb
{
    public static Command Create(SpoolRunner runner)
    {
        var command = new Command("resume", "Ends a destination group's pause, a person's or the controller's own.");
        Argument<string> group = GroupVerb.Argument();
        command.Arguments.Add(group);
        command.SetAction((parsed, cancellationToken) => GroupVerb.RunAsync(
            runner, parsed, new SpoolRequest { Verb = SpoolVerb.Resume, Group = parsed.GetValue(group), By = GroupVerb.By(null) }, cancellationToken));
        return command;
    }
}
