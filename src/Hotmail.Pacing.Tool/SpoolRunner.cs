using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hotmail.Pacing.Sqlite;
using Hotmail.Pacing.Sqlite.Commands;
using Hotmail.Pacing.Sqlite.Commands.Model;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool;

/// <summary>What all verbs have in common: which spool, how patiently, in which form the answer is given, and how mistakes end.</summary>
internal sealed class SpoolRunner(Terminal terminal)
{
    private const string SpoolVariable = "PACING_SPOOL";

    private readonly Option<FileInfo?> _spool = new("--spool")
    {
        Description = $"The spool's file; without it, the environment variable {SpoolVariable} names it.", HelpName = "file", Recursive = true,
    };

    private readonly Option<bool> _json = new("--json") { Description = "The answer as one JSON document.", Recursive = true };

    private readonly Option<TimeSpan> _timeout = new("--timeout")
    {
        Description = "How long the process that has the spool may take to begin with what it is asked.",
        HelpName = "time", Recursive = true, CustomParser = Durations.Parse, DefaultValueFactory = static _ => TimeSpan.FromSeconds(10),
    };

    public Terminal Terminal { get; } = terminal;

    /// <summary>What every verb takes.</summary>
    public void AddOptions(Command root) => root.Options.Add(_json);

    /// <summary>What a verb takes, or the verbs below it, that looks into a spool.</summary>
    public Command OverSpool(Command command)
    {
        command.Options.Add(_spool);
        command.Options.Add(_timeout);
        return command;
    }

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Opens the spool and does something with it.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<SpoolSession, Task<int>> act, CancellationToken cancellationToken)
    {
        string? file = parsed.GetValue(_spool)?.FullName ?? Terminal.Variable(SpoolVariable);
        if (string.IsNullOrEmpty(file))
        {
            return await FailAsync($"which spool? Name it with --spool, or in the environment variable {SpoolVariable}.", ExitCodes.BadInput).ConfigureAwait(false);
        }

        return await InterruptiblyAsync(async () =>
        {
            try
            {
                SpoolSession session = await SpoolSession.OpenAsync(file, parsed.GetValue(_timeout), Terminal.Time, cancellationToken).ConfigureAwait(false);
                await using (session.ConfigureAwait(false))
                {
                    return await act(session).ConfigureAwait(false);
                }
            }
            catch (SpoolException exception)
            {
                return await FailAsync(exception.Message, exception.Problem == SpoolProblem.NotASpool ? ExitCodes.BadInput : ExitCodes.NotDone).ConfigureAwait(false);
            }
            catch (ToolException exception)
            {
                return await FailAsync(exception.Message, ExitCodes.NotDone).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
    }

    /// <summary>Does what may be interrupted, as by Ctrl-C, and says so where it was.</summary>
    public async Task<int> InterruptiblyAsync(Func<Task<int>> act)
    {
        try
        {
            return await act().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return await FailAsync("interrupted.", ExitCodes.NotDone).ConfigureAwait(false);
        }
    }

    /// <summary>Asks the spool.</summary>
    /// <exception cref="ToolException">It answers that it could not be done.</exception>
    public static async Task<SpoolAnswer> AskAsync(SpoolSession session, SpoolRequest request, CancellationToken cancellationToken)
    {
        SpoolAnswer answer = await session.AskAsync(request, cancellationToken).ConfigureAwait(false);
        return answer.Error is null ? answer : throw new ToolException(answer.Error);
    }

    /// <summary>Writes an answer: as JSON, or as the text is written by <paramref name="write"/>.</summary>
    public async Task ReportAsync<T>(ParseResult parsed, T report, JsonTypeInfo<T> type, Action<TextWriter> write)
    {
        if (IsJson(parsed))
        {
            await Terminal.Output.WriteLineAsync(JsonSerializer.Serialize(report, type)).ConfigureAwait(false);
        }
        else
        {
            write(Terminal.Output);
        }
    }

    /// <summary>Whether the person at the terminal agrees; where there is none, nobody is asked.</summary>
    public async Task<bool> ConfirmAsync(ParseResult parsed, string question, CancellationToken cancellationToken)
    {
        if (!Terminal.IsInteractive || IsJson(parsed))
        {
            return true;
        }

        await Terminal.Output.WriteAsync($"{question} [y/N] ").ConfigureAwait(false);
        await Terminal.Output.FlushAsync(cancellationToken).ConfigureAwait(false);
        string? answer = await Terminal.Input.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        return answer?.Trim() is "y" or "Y" or "yes";
    }

    /// <summary>Says why it was not done.</summary>
    /// <returns>The code.</returns>
    public async Task<int> FailAsync(string message, int code)
    {
        await Terminal.Error.WriteLineAsync($"error: {message}").ConfigureAwait(false);
        return code;
    }
}
