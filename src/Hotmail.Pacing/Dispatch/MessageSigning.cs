namespace Hotmail.Pacing.Dispatch;

/// <summary>Has the contents of messages signed: each content once, several at a time, all or none.</summary>
internal sealed class MessageSigning(IMessageSigner signer)
{
    // The other half is for the mail that goes out meanwhile.
    private static readonly int s_workers = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Signs.</summary>
    /// <param name="messages">The messages' contents, each with what stands before a property's name in a problem.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The signed contents in the same order.</returns>
    /// <exception cref="MessageSigningException">At least one could not be signed.</exception>
    public async ValueTask<MessageContent[]> SignAsync(IReadOnlyList<(MessageContent Content, string Prefix)> messages, CancellationToken cancellationToken)
    {
        var places = new Dictionary<MessageContent, int>();
        foreach (var (content, _) in messages)
        {
            places.TryAdd(content, places.Count);
        }

        MessageContent[] contents = [.. places.Keys];
        var outcomes = new Outcome[contents.Length];
        if (contents.Length == 1)
        {
            outcomes[0] = await SignAsync(contents[0], cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = s_workers, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, contents.Length, parallel, async (index, token) => outcomes[index] = await SignAsync(contents[index], token).ConfigureAwait(false))
                .ConfigureAwait(false);
        }

        ThrowIfAny(messages, places, outcomes);
        return [.. messages.Select(message => outcomes[places[message.Content]].Signed!)];
    }

    private async ValueTask<Outcome> SignAsync(MessageContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await signer.SignAsync(content, cancellationToken).ConfigureAwait(false) is { } signed
                ? new Outcome(signed, null, null)
                : new Outcome(null, "the signer gave no message back", null);
        }
        catch (MessageSigningException exception)
        {
            return new Outcome(null, string.Join("; ", exception.Problems.Select(static problem => problem.Reason)), exception.InnerException);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new Outcome(null, $"the signer failed: {exception.Message}", exception);
        }
    }

    private static void ThrowIfAny(IReadOnlyList<(MessageContent Content, string Prefix)> messages, Dictionary<MessageContent, int> places, Outcome[] outcomes)
    {
        if (Array.TrueForAll(outcomes, static outcome => outcome.Signed is not null))
        {
            return;
        }

        var problems = messages.Where(message => outcomes[places[message.Content]].Signed is null)
            .Select(message => new MessageProblem($"{message.Prefix}{nameof(OutboundMessage.Content)}", null, outcomes[places[message.Content]].Reason!));
        throw new MessageSigningException([.. problems], outcomes.FirstOrDefault(static outcome => outcome.Cause is not null).Cause);
    }

    /// <summary>The signed content, or why there is none.</summary>
    private readonly record struct Outcome(MessageContent? Signed, string? Reason, Exception? Cause);
}
