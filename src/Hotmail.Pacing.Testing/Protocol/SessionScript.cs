using Hotmail.Pacing.Testing.Accounting;

namespace Hotmail.Pacing.Testing.Protocol;

/// <summary>The script, as one session meets it.</summary>
internal sealed class SessionScript(ReceiverContext context, ConnectionPlace place, SmtpChannel channel)
{
    /// <summary>Lets the script answer in place of the usual answer, and waits as long as it says.</summary>
    public async ValueTask<ScriptedAction> DecideAsync(
        Stage stage, ScriptedAction usual, string argument = "", MailTransaction? transaction = null, string? recipient = null, int attempt = 0, long size = 0)
    {
        if (!context.Script.HasSay(stage))
        {
            return usual;
        }

        if (recipient is null && transaction is { Recipients: [var first, ..] })
        {
            recipient = first;
            attempt = context.Ledger.OfferedCountOf(first);
        }

        var action = Find(new()
        {
            Stage = stage,
            SessionId = place.Id,
            Argument = argument,
            Sender = transaction?.Sender,
            Recipient = recipient,
            Recipients = transaction is null ? [] : [.. transaction.Recipients],
            Attempt = attempt,
            Size = size,
            MessagesOnConnection = place.Messages,
            IsTls = channel.IsTls,
        });
        if (action is { Wait: var wait } && wait > TimeSpan.Zero && !await channel.DelayAsync(wait, watch: stage != Stage.StartTls).ConfigureAwait(false))
        {
            return ScriptedAction.Drop();
        }

        return action is null or { Kind: ActionKind.Proceed } ? usual : action;
    }

    private ScriptedAction? Find(SmtpExchange exchange)
    {
        try
        {
            return context.Script.Find(exchange);
        }
        catch (Exception e)
        {
            // A test's own code failed: the client is told so, and the test finds the exception in Fault.
            context.Report(e);
            return ScriptedAction.ReplyAndClose($"421 4.3.0 The script threw {e.GetType().Name}");
        }
    }
}
