using System.Text;
using Hotmail.Pacing.Testing.Accounting;

namespace Hotmail.Pacing.Testing.Protocol;

/// <summary>One client's SMTP session: the greeting, the commands that concern the connection, and the way to those that carry mail.</summary>
internal sealed class ReceiverSession(ReceiverContext context, ConnectionPlace place, SmtpChannel channel)
{
    // RFC 5321 asks for 512 and lets each extension add to it; RFC 4954 asks for 12,288 in AUTH.
    private const int LongestCommand = 2048;
    private const int LongestAuthLine = 12_288;

    // What stands for a line that is too long or ends with a bare LF: it is no base64.
    private const string NotAnAnswer = "?";

    private readonly ThrottlingReceiverOptions options = context.Options;
    private readonly SessionScript script = new(context, place, channel);
    private readonly MailCommands mail = new(context, place, channel);
    private ScriptedAction? standingAnswer;
    private bool greeted;
    private bool authenticated;

    public async Task RunAsync()
    {
        if (!await GreetAsync().ConfigureAwait(false))
        {
            return;
        }

        while (true)
        {
            var status = channel.Input.TryReadLine(LongestCommand, out var line);
            if (status == LineStatus.Incomplete)
            {
                await channel.Output.FlushAsync().ConfigureAwait(false);
                if (!await channel.Input.FillAsync().ConfigureAwait(false))
                {
                    return;
                }

                continue;
            }

            var command = default(SmtpCommand);
            var problem = status switch
            {
                LineStatus.TooLong => Replies.LineTooLong,
                LineStatus.BareLineFeed => Replies.BareLineFeed,
                _ => SmtpCommand.TryParse(line, out command) ? null : Replies.NotUtf8,
            };
            bool goOn = problem is null
                ? await HandleAsync(command).ConfigureAwait(false)
                : await channel.SayAsync(problem).ConfigureAwait(false);
            if (!goOn)
            {
                return;
            }
        }
    }

    private async ValueTask<bool> GreetAsync()
    {
        if (place.IsRefusedAt(RefusalStage.Drop))
        {
            return false;
        }

        var answer = place.IsRefusedAt(RefusalStage.Banner) ? context.Refusal : await script.DecideAsync(Stage.Banner, context.Banner).ConfigureAwait(false);
        if (answer.Kind is ActionKind.Reply or ActionKind.ReplyByteByByte && !answer.AcceptsAt(Stage.Banner))
        {
            standingAnswer = answer;
        }

        return await channel.SayAsync(answer).ConfigureAwait(false);
    }

    private ValueTask<bool> HandleAsync(SmtpCommand command)
    {
        if (standingAnswer is not null && command.Verb != Verb.Quit)
        {
            return channel.SayAsync(standingAnswer);
        }

        return command switch
        {
            { Verb: Verb.Data or Verb.Rset or Verb.Quit or Verb.StartTls, Argument.Length: > 0 } => channel.SayAsync(Replies.NoArgument),
            { Verb: Verb.Mail } => mail.MailAsync(command.Argument, WhyNoMailYet()),
            { Verb: Verb.Rcpt } => mail.RcptAsync(command.Argument),
            { Verb: Verb.Data } => mail.DataAsync(),
            { Verb: Verb.Ehlo or Verb.Helo } => HelloAsync(command),
            { Verb: Verb.StartTls } => StartTlsAsync(),
            { Verb: Verb.Auth } => AuthAsync(command.Argument),
            { Verb: Verb.Quit } => QuitAsync(),
            { Verb: Verb.Rset } => ResetAsync(),
            { Verb: Verb.Noop } => channel.SayAsync(Replies.Ok),
            { Verb: Verb.Vrfy } => channel.SayAsync(Replies.CannotVerify),
            { Verb: Verb.Help } => channel.SayAsync(Replies.Help),
            { Verb: Verb.NotImplemented } => channel.SayAsync(Replies.NotImplemented),
            _ => channel.SayAsync(Replies.Unknown),
        };
    }

    private async ValueTask<bool> HelloAsync(SmtpCommand command)
    {
        if (command.Argument.Length == 0)
        {
            return await channel.SayAsync(Replies.NameMissing).ConfigureAwait(false);
        }

        if (place.IsRefusedAt(RefusalStage.Ehlo))
        {
            return await channel.SayAsync(context.Refusal).ConfigureAwait(false);
        }

        var usual = command.Verb == Verb.Helo ? context.Helo : channel.IsTls ? context.EhloUnderTls : context.Ehlo;
        var answer = await script.DecideAsync(Stage.Ehlo, usual, command.Argument).ConfigureAwait(false);
        if (answer.AcceptsAt(Stage.Ehlo))
        {
            greeted = true;
            mail.Reset();
        }

        return await channel.SayAsync(answer).ConfigureAwait(false);
    }

    private async ValueTask<bool> StartTlsAsync()
    {
        var problem = !options.Extensions.HasFlag(SmtpExtensions.StartTls) ? Replies.NotImplemented
            : !greeted ? Replies.EhloFirst
            : channel.IsTls || mail.IsUnderWay ? Replies.BadSequence
            : channel.Input.HasMore || channel.Input.IsReading ? Replies.PipelinedPast
            : null;
        var answer = problem ?? await script.DecideAsync(Stage.StartTls, Replies.ReadyForTls).ConfigureAwait(false);
        if (!await channel.SayAsync(answer).ConfigureAwait(false))
        {
            return false;
        }

        if (answer.AcceptsAt(Stage.StartTls))
        {
            await channel.StartTlsAsync().ConfigureAwait(false);
            greeted = false;
            authenticated = false;
        }

        return true;
    }

    private async ValueTask<bool> AuthAsync(string argument)
    {
        var problem = options.Authenticate is null ? Replies.NotImplemented
            : !greeted ? Replies.EhloFirst
            : authenticated || mail.IsUnderWay ? Replies.BadSequence
            : null;
        var answer = problem ?? await new AuthExchange(options.Authenticate!, AskAsync).RunAsync(argument).ConfigureAwait(false);
        if (answer is null)
        {
            return false;
        }

        if (answer == Replies.Authenticated || answer == Replies.BadCredentials)
        {
            answer = await script.DecideAsync(Stage.Auth, answer).ConfigureAwait(false);
            authenticated = answer.AcceptsAt(Stage.Auth);
        }

        return await channel.SayAsync(answer).ConfigureAwait(false);
    }

    private async ValueTask<bool> QuitAsync()
    {
        var answer = await script.DecideAsync(Stage.Quit, Replies.Bye).ConfigureAwait(false);
        if (answer.Kind != ActionKind.Hang)
        {
            context.Ledger.Release(place);
        }

        if (await channel.SayAsync(answer).ConfigureAwait(false))
        {
            await channel.CloseAsync().ConfigureAwait(false);
        }

        return false;
    }

    private ValueTask<bool> ResetAsync()
    {
        mail.Reset();
        return channel.SayAsync(Replies.Ok);
    }

    private ScriptedAction? WhyNoMailYet() =>
        !greeted ? Replies.EhloFirst
        : options.RequireTls && !channel.IsTls ? Replies.TlsFirst
        : options.RequireAuthentication && !authenticated ? Replies.AuthFirst
        : null;

    /// <summary>Says a challenge and reads the line that answers it.</summary>
    /// <returns>Null when the client left.</returns>
    private async ValueTask<string?> AskAsync(ScriptedAction challenge)
    {
        await channel.SayAsync(challenge).ConfigureAwait(false);
        await channel.Output.FlushAsync().ConfigureAwait(false);
        while (true)
        {
            var status = channel.Input.TryReadLine(LongestAuthLine, out var line);
            if (status != LineStatus.Incomplete)
            {
                return status == LineStatus.Line ? Encoding.UTF8.GetString(line) : NotAnAnswer;
            }

            if (!await channel.Input.FillAsync().ConfigureAwait(false))
            {
                return null;
            }
        }
    }
}
