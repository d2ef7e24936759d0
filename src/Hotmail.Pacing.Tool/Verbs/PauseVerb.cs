using System.CommandLine;
using System.Globalization;
using Hotmail.Pacing.Sqlite.Commands.Model;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Verbs;

/// <summary><c>pacing pause</c></summary>
internal static class PauseVerb
{
    public static Command Create(SpoolRunner runner)
    {
        var command = new Command("pause", "Pauses a destination group on every egress source, until it is resumed or for a time.");
        Argument<string> group = GroupVerb.Argument();
        var duration = new Option<TimeSpan?>("--for") { Description = "For so long, such as 30m, 2h or 1d.", HelpName = "time", CustomParser = static result => Durations.Parse(result) };
        var until = new Option<DateTimeOffset?>("--until")
        {
            Description = "Until then, in ISO 8601 such as 2026-11-25T18:00Z; without an offset it is UTC.", HelpName = "time", CustomParser = static result => ParseTime(result),
        };
        var reason = new Option<string?>("--reason") { Description = "Why, for the record.", HelpName = "text" };
        command.Arguments.Add(group);
        command.Options.Add(duration);
        command.Options.Add(until);
        command.Options.Add(reason);
        command.Validators.Add(result =>
        {
            if (result.GetResult(duration) is not null && result.GetResult(until) is not null)
            {
                result.AddError("--for and --until exclude each other.");
            }
        });
        command.SetAction((parsed, cancellationToken) => GroupVerb.RunAsync(
            runner,
            parsed,
            new SpoolRequest
            {
                Verb = SpoolVerb.Pause,
                Group = parsed.GetValue(group),
                Until = parsed.GetValue(duration) is { } span ? runner.Terminal.Time.GetUtcNow() + span : parsed.GetValue(until),
                By = GroupVerb.By(parsed.GetValue(reason)),
            },
            cancellationToken));
        return command;
    }

    private static DateTimeOffset? ParseTime(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return time;
        }

        result.AddError($"'{result.Tokens[0].Value}' is no time: write it as 2026-11-25T18:00Z.");
        return null;
    }
}
