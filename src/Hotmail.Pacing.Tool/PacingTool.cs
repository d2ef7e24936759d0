using System.CommandLine;
using System.CommandLine.Help;
using Hotmail.Pacing.Tool.Check;
using Hotmail.Pacing.Tool.Complaints;
using Hotmail.Pacing.Tool.Dmarc;
using Hotmail.Pacing.Tool.Spf;
using Hotmail.Pacing.Tool.Verbs;

namespace Hotmail.Pacing.Tool;

/// <summary>The command <c>pacing</c>.</summary>
internal static class PacingTool
{
    /// <summary>Runs it.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellationToken)
    {
        ParseResult parsed = BuildCommand(terminal).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await terminal.Error.WriteLineAsync($"error: {error.Message}").ConfigureAwait(false);
            }

            await terminal.Error.WriteLineAsync("Try --help.").ConfigureAwait(false);
            return ExitCodes.BadInput;
        }

        var configuration = new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
    }

    private static Command BuildCommand(Terminal terminal)
    {
        var runner = new SpoolRunner(terminal);
        var queue = new Command("queue", "Looks at what waits, and acts on it.")
        {
            ListVerb.Create(runner),
            ShowVerb.Create(runner),
            RetryVerb.Create(runner),
            CancelVerb.Create(runner),
            MoveVerb.Create(runner),
            ExportVerb.Create(runner),
        };
        var options = new CheckOptions();
        var check = new Command("check", "Checks what receivers trust a sender by.") { CheckDomainVerb.Create(runner, options), CheckMessageVerb.Create(runner, options) };
        options.AddTo(check);
        var spf = new Command("spf", "Works on SPF records.") { SpfFlattenVerb.Create(runner, options) };
        options.AddTo(spf);

        // No RootCommand: that calls itself after the assembly.
        var root = new Command(
            "pacing", "Looks into a spool of Hotmail.Pacing and acts on it, while its host runs or not; checks domains and messages; flattens SPF records; reads DMARC reports, complaints and SNDS data.")
        {
            runner.OverSpool(StatusVerb.Create(runner)),
            runner.OverSpool(queue),
            runner.OverSpool(PauseVerb.Create(runner)),
            runner.OverSpool(ResumeVerb.Create(runner)),
            check,
            spf,
            new Command("dmarc", "Reads what receivers report of a domain's mail.") { DmarcReportVerb.Create(runner) },
            new Command("complaints", "Reads what recipients and Microsoft say of a sender's mail.") { ComplaintReportVerb.Create(runner) },
        };
        root.Options.Add(new HelpOption());
        root.Options.Add(new VersionOption());
        runner.AddOptions(root);
        return root;
    }
}
