using System.CommandLine;
using Hotmail.Pacing.Reputation.Spf.Flattening;
using Hotmail.Pacing.Tool.Check;

namespace Hotmail.Pacing.Tool.Spf;

/// <summary><c>pacing spf flatten</c></summary>
internal static class SpfFlattenVerb
{
    public static Command Create(SpoolRunner runner, CheckOptions options)
    {
        var command = new Command("flatten", "Makes of a domain's SPF record one that needs no lookups, as far as that can be, and says what must be published. Needs no spool.");
        Argument<string> domain = CheckOptions.Domain("The domain with the record.");
        var earlier = new Option<FileInfo>("--plan")
        {
            Description = "What an earlier run printed with --json: its record is flattened anew, and compared. Ends with 1 where what was published then is no longer right.", HelpName = "file",
        };
        earlier.AcceptExistingOnly();
        command.Arguments.Add(domain);
        command.Options.Add(earlier);
        command.SetAction((parsed, cancellationToken) => runner.InterruptiblyAsync(async () =>
        {
            try
            {
                SpfFlattenPlan? before = null;
                if (parsed.GetValue(earlier) is { } file)
                {
                    before = SpfFlattenPlan.FromJson(await File.ReadAllTextAsync(file.FullName, cancellationToken).ConfigureAwait(false), out string? error);
                    if (before is null)
                    {
                        return await runner.FailAsync($"{file.FullName} is no plan: {error}", ExitCodes.BadInput).ConfigureAwait(false);
                    }
                }

                var flattener = new SpfFlattener(options.Resolver(parsed, runner.Terminal));
                string name = parsed.GetValue(domain)!;
                SpfFlattenResult result = before is null
                    ? await flattener.FlattenAsync(name, cancellationToken).ConfigureAwait(false)
                    : await flattener.FlattenRecordAsync(name, before.Record, cancellationToken).ConfigureAwait(false);
                if (result.Plan is not { } plan)
                {
                    return await runner.FailAsync($"{result.Reason}{(result.IsTemporary ? " Try again later." : "")}", ExitCodes.NotDone).ConfigureAwait(false);
                }

                SpfFlattenChanges? changes = before is null ? null : plan.CompareTo(before);
                if (runner.IsJson(parsed))
                {
                    await runner.Terminal.Output.WriteLineAsync(plan.ToJson()).ConfigureAwait(false);
                }
                else
                {
                    SpfFlattenText.Write(runner.Terminal.Output, plan, changes);
                }

                return changes is { IsStale: true } ? ExitCodes.NotDone : ExitCodes.Done;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return await runner.FailAsync(exception.Message, ExitCodes.BadInput).ConfigureAwait(false);
            }
        }));
        return command;
    }
}
