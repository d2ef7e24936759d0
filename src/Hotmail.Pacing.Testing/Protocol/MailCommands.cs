using System.Buffers;
using Hotmail.Pacing.Testing.Accounting;

namespace Hotmail.Pacing.Testing.Protocol;

/// <summary>The commands that carry mail, with the transaction between them. Each answers whether the session goes on.</summary>
internal sealed class MailCommands(ReceiverContext context, ConnectionPlace place, SmtpChannel channel)
{
    private readonly ThrottlingReceiverOptions options = context.Options;
    private readonly SessionScript script = new(context, place, channel);
    private readonly ArrayBufferWriter<byte>? content = context.Options.KeepMessages ? new() : null;
    private MailTransaction? transaction;

    public bool IsUnderWay => transaction is not null;

    /// <summary>Forgets the transaction, if there is one.</summary>
    public void Reset() => transaction = null;

    /// <param name="argument">What followed MAIL.</param>
    /// <param name="problem">The answer, where the connection is not yet ready for mail.</param>
    public async ValueTask<bool> MailAsync(string argument, ScriptedAction? problem)
    {
        MailTransaction? begun = null;
        problem ??= transaction is not null ? Replies.BadSequence
            : place.IsRefusedAt(RefusalStage.Mail) ? context.Refusal
            : place.Messages >= options.MessagesPerConnection ? Replies.TooManyMessages
            : MailTransaction.TryBegin(argument, options, out begun);
        if (problem is not null)
        {
            return await channel.SayAsync(problem).ConfigureAwait(false);
        }

        var answer = await script.DecideAsync(Stage.Mail, Replies.SenderOk, argument, begun).ConfigureAwait(false);
        if (answer.AcceptsAt(Stage.Mail))
        {
            transaction = begun;
        }

        return await channel.SayAsync(answer).ConfigureAwait(false);
    }

    public async ValueTask<bool> RcptAsync(string argument)
    {
        var path = default(EnvelopePath);
        var problem = transaction is null ? Replies.MailFirst
            : !EnvelopePath.TryParse(argument, "TO:", out path) || path.Address.Length == 0 ? Replies.RecipientSyntax
            : path.Parameters.Length > 0 ? Replies.UnknownParameter
            : !path.IsAscii && !transaction.IsSmtpUtf8 ? Replies.Utf8Needed
            : transaction.Recipients.Count >= options.MaxRecipients ? Replies.TooManyRecipients
            : null;
        if (problem is not null)
        {
            return await channel.SayAsync(problem).ConfigureAwait(false);
        }

        int attempt = context.Ledger.Offer(path.Address);
        var answer = await script.DecideAsync(Stage.Rcpt, Replies.RecipientOk, argument, transaction, path.Address, attempt).ConfigureAwait(false);
        if (answer.AcceptsAt(Stage.Rcpt))
        {
            transaction!.Recipients.Add(path.Address);
        }

        return await channel.SayAsync(answer).ConfigureAwait(false);
    }

    public async ValueTask<bool> DataAsync()
    {
        var problem = transaction is null ? Replies.MailFirst
            : transaction.Recipients.Count == 0 ? Replies.NoRecipients
            : channel.Input.HasMore ? Replies.PipelinedPast
            : null;
        var answer = problem ?? await script.DecideAsync(Stage.Data, Replies.GoAhead, transaction: transaction).ConfigureAwait(false);
        if (!answer.AcceptsAt(Stage.Data))
        {
            return await channel.SayAsync(answer).ConfigureAwait(false);
        }

        bool drop = answer.Kind == ActionKind.DropInData;
        if (!await channel.SayAsync(drop ? Replies.GoAhead : answer).ConfigureAwait(false))
        {
            return false;
        }

        await channel.Output.FlushAsync().ConfigureAwait(false);
        content?.ResetWrittenCount();
        var reader = new DataReader(channel.Input, options.MaxMessageSize, options.MaxLineLength, content);
        var result = await reader.ReadAsync(drop ? answer.AfterBytes : long.MaxValue).ConfigureAwait(false);
        return result is not (DataResult.ClientLeft or DataResult.Dropped) && await EndOfDataAsync(result, reader.Size).ConfigureAwait(false);
    }

    private async ValueTask<bool> EndOfDataAsync(DataResult result, long size)
    {
        var ended = transaction!;
        transaction = null;
        var problem = result switch
        {
            DataResult.TooLarge => Replies.TooLarge,
            DataResult.LineTooLong => Replies.TextLineTooLong,
            DataResult.BareLineFeed => Replies.TextBareLineFeed,
            _ => null,
        };
        if (problem is not null)
        {
            return await channel.SayAsync(problem).ConfigureAwait(false);
        }

        var delay = context.MessageDelay;
        if (delay > TimeSpan.Zero && !await channel.DelayAsync(delay).ConfigureAwait(false))
        {
            return false;
        }

        var answer = await script.DecideAsync(Stage.EndOfData, Replies.Accepted, transaction: ended, size: size).ConfigureAwait(false);
        if (answer.AcceptsAt(Stage.EndOfData))
        {
            context.Ledger.Accept(place, Describe(ended, size));
        }

        return await channel.SayAsync(answer).ConfigureAwait(false);
    }

    private ReceivedMessage Describe(MailTransaction ended, long size) => new()
    {
        SessionId = place.Id,
        Time = context.Time.GetUtcNow(),
        Sender = ended.Sender,
        Recipients = ended.Recipients,
        Size = size,
        Content = content?.WrittenSpan.ToArray() ?? [],
        IsTls = channel.IsTls,
        IsSmtpUtf8 = ended.IsSmtpUtf8,
        Is8BitMime = ended.Is8BitMime,
    };
}
