using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Dispatch;

/// <summary>Decides what a transaction means for each recipient of a delivery. Pure: the time and the randomness are handed in.</summary>
internal sealed class AttemptJudge(IReplyClassifier classifier, IRetryScheduler retries)
{
    /// <summary>Stands in for a scheduler of the host's that throws.</summary>
    private static readonly ExponentialRetryScheduler _shippedRetries = new();

    /// <summary>Judges a transaction.</summary>
    /// <param name="delivery">The delivery that was tried.</param>
    /// <param name="result">What the transport says of it.</param>
    /// <param name="messagesBefore">The messages that this connection had carried before.</param>
    /// <param name="settings">The group's retry schedule.</param>
    /// <param name="now">The time.</param>
    /// <param name="random">Where jitter comes from.</param>
    public Judgement Judge(Delivery delivery, TransactionResult result, int messagesBefore, RetrySettings settings, DateTimeOffset now, Random random)
    {
        result = Complete(result, delivery);
        var deciding = Deciding(result);
        var meaning = Classify(deciding.Reply, deciding.Failure, delivery.Path.Group);
        var refused = IsConnectionRefused(deciding, meaning, messagesBefore);

        if (refused || IsSessionEnd(deciding, meaning, messagesBefore) || deciding.Failure == TransportFailure.Cancelled)
        {
            return Postpone(delivery, deciding, meaning, refused, now);
        }

        var retry = DeferringClass(delivery, result) is { } deferring ? Retry(delivery, deferring, settings, now, random) : new RetryDecision(false, now);
        var outcomes = result.Recipients;
        var results = new RecipientResult[outcomes.Count];
        List<string>? remaining = null;
        for (var index = 0; index < results.Length; index++)
        {
            var outcome = outcomes[index];
            results[index] = Verdict(delivery, outcome, result.Detail, retry);
            if (results[index].Status == RecipientStatus.Deferred)
            {
                (remaining ??= []).Add(outcome.Address);
            }
        }

        return new Judgement
        {
            Meaning = meaning,
            Stage = deciding.Stage,
            Reply = deciding.Reply,
            Failure = deciding.Failure,
            Results = results,
            Remaining = remaining ?? (IReadOnlyList<string>)[],
            DueAt = retry.At,
            CountsAsAttempt = true,
        };
    }

    /// <summary>Judges a connection that could not be opened: refused, unreachable, or a domain that takes no mail.</summary>
    /// <param name="delivery">The delivery that waited for it.</param>
    /// <param name="failure">What came instead of a session.</param>
    /// <param name="isPathEvent">Whether it is an event of the path alone, and uses up no attempt of the delivery.</param>
    /// <param name="settings">The group's retry schedule.</param>
    /// <param name="now">The time.</param>
    /// <param name="random">Where jitter comes from.</param>
    public Judgement Judge(Delivery delivery, OpenFailure failure, bool isPathEvent, RetrySettings settings, DateTimeOffset now, Random random)
    {
        var outcome = new RecipientOutcome(string.Empty, failure.Stage, failure.Reply, failure.Failure);
        if (isPathEvent)
        {
            return Postpone(delivery, outcome, failure.Meaning, refused: true, now);
        }

        var retry = failure.Meaning.Permanence == Permanence.Permanent && failure.IsVerdictOnDomain
            ? (RetryDecision?)null
            : Retry(delivery, failure.Meaning.Class, settings, now, random);
        var status = retry switch { null => RecipientStatus.Failed, { IsExpired: true } => RecipientStatus.Expired, _ => RecipientStatus.Deferred };
        return new Judgement
        {
            Meaning = failure.Meaning,
            Stage = failure.Stage,
            Reply = failure.Reply,
            Failure = failure.Failure,
            Results = All(delivery, status, failure.Reply, failure.Meaning.Class, retry?.At, failure.Detail),
            Remaining = status == RecipientStatus.Deferred ? delivery.Recipients : [],
            DueAt = retry?.At ?? now,
            CountsAsAttempt = true,
        };
    }

    /// <summary>What a reply, or the lack of one, means.</summary>
    public Classification Classify(SmtpReply? reply, TransportFailure failure, string group)
    {
        if (reply is null || (failure != TransportFailure.None && reply.IsPositive))
        {
            return FailureClasses.Of(failure);
        }

        if (reply is { IsPositive: true, Stage: SmtpStage.EndOfData })
        {
            return FailureClasses.Delivered;
        }

        try
        {
            return classifier.Classify(reply, group);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The host's own classifier broke its word not to throw. What was delivered must be settled all the same.
            return FailureClasses.ByCode(reply);
        }
    }

    /// <summary>A recipient that a transport of the host's forgot is as one whose answer never came: nobody accepted is lost.</summary>
    private static TransactionResult Complete(TransactionResult result, Delivery delivery)
    {
        if (result.Recipients.Count == delivery.Recipients.Count)
        {
            return result;
        }

        var named = result.Recipients.Select(static outcome => outcome.Address).ToHashSet(StringComparer.Ordinal);
        var missing = delivery.Recipients.Where(address => !named.Contains(address)).Select(address => new RecipientOutcome(address, result.Stage, null, TransportFailure.Dropped));
        return result with { Recipients = [.. result.Recipients, .. missing] };
    }

    /// <summary>The outcome that stands for the whole transaction: a delivered recipient's, else the first refused one's.</summary>
    private static RecipientOutcome Deciding(TransactionResult result)
    {
        foreach (var outcome in result.Recipients)
        {
            if (outcome.IsDelivered)
            {
                return outcome;
            }
        }

        return result.Recipients[0];
    }

    /// <summary>What the first reply that defers a recipient means; <see langword="null"/> when none does.</summary>
    private ReplyClass? DeferringClass(Delivery delivery, TransactionResult result)
    {
        foreach (var outcome in result.Recipients)
        {
            if (!outcome.IsDelivered && Classify(outcome.Reply, outcome.Failure, delivery.Path.Group) is { Permanence: not Permanence.Permanent } meaning)
            {
                return meaning.Class;
            }
        }

        return null;
    }

    /// <summary>
    /// A connection limit in reply to anything up to MAIL refuses the connection, not the message (facts/mta.md 0.1: S3115 comes in reply to MAIL).
    /// </summary>
    private static bool IsConnectionRefused(RecipientOutcome outcome, in Classification meaning, int messagesBefore) =>
        meaning.Class == ReplyClass.ConnectionLimit && outcome.Stage <= SmtpStage.Mail
        && (meaning.Scope != LimitScope.MessagesPerConnection || messagesBefore == 0);

    /// <summary>
    /// A session that had carried mail and ends at the next MAIL, by a 421 or without a word, was closed for reasons of its own: its time was up, or its
    /// number of messages. The message has not been tried.
    /// </summary>
    private static bool IsSessionEnd(RecipientOutcome outcome, in Classification meaning, int messagesBefore) =>
        messagesBefore > 0 && outcome.Stage <= SmtpStage.Mail
        && (outcome is { Failure: TransportFailure.Dropped, Reply: null }
            || meaning.Class == ReplyClass.ConnectionLimit
            || (meaning.Class == ReplyClass.ServerTemporary && outcome.Reply is { Code: 421 }));

    private RetryDecision Retry(Delivery delivery, ReplyClass meaning, RetrySettings settings, DateTimeOffset now, Random random)
    {
        var context = new RetryContext(settings, now, delivery.AcceptedAt, delivery.ExpiresAt, delivery.Attempts + 1, meaning);
        try
        {
            return retries.Decide(context, random);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return _shippedRetries.Decide(context, random);
        }
    }

    /// <summary>The delivery stays as it was, ready for the path's next connection, unless its time is over.</summary>
    private static Judgement Postpone(Delivery delivery, RecipientOutcome outcome, in Classification meaning, bool refused, DateTimeOffset now)
    {
        var expired = now > delivery.ExpiresAt;
        return new Judgement
        {
            Meaning = meaning,
            Stage = outcome.Stage,
            Reply = outcome.Reply,
            Failure = outcome.Failure,
            Results = expired ? All(delivery, RecipientStatus.Expired, outcome.Reply, meaning.Class, null, null) : [],
            Remaining = expired ? [] : delivery.Recipients,
            DueAt = now,
            CountsAsAttempt = false,
            ConnectionRefused = refused,
        };
    }

    private RecipientResult Verdict(Delivery delivery, in RecipientOutcome outcome, string? detail, in RetryDecision retry)
    {
        if (outcome.IsDelivered)
        {
            return Result(delivery, outcome.Address, RecipientStatus.Delivered, outcome.Reply, ReplyClass.Success, null, null);
        }

        var meaning = Classify(outcome.Reply, outcome.Failure, delivery.Path.Group);
        var status = meaning.Permanence == Permanence.Permanent ? RecipientStatus.Failed
            : retry.IsExpired ? RecipientStatus.Expired
            : RecipientStatus.Deferred;
        return Result(delivery, outcome.Address, status, outcome.Reply, meaning.Class, status == RecipientStatus.Deferred ? retry.At : null, outcome.Reply is null ? detail : null);
    }

    private static RecipientResult[] All(Delivery delivery, RecipientStatus status, SmtpReply? reply, ReplyClass meaning, DateTimeOffset? retryAt, string? detail)
    {
        var results = new RecipientResult[delivery.Recipients.Count];
        for (var index = 0; index < results.Length; index++)
        {
            results[index] = Result(delivery, delivery.Recipients[index], status, reply, meaning, status == RecipientStatus.Deferred ? retryAt : null, detail);
        }

        return results;
    }

    private static RecipientResult Result(
        Delivery delivery, string address, RecipientStatus status, SmtpReply? reply, ReplyClass meaning, DateTimeOffset? retryAt, string? detail) => new()
    {
        Address = address,
        Status = status,
        Path = delivery.Path,
        Reply = reply,
        Class = meaning,
        RetryAt = retryAt,
        Reason = status switch
        {
            RecipientStatus.Delivered => "accepted by the receiver",
            RecipientStatus.Expired => "its time in the queue ended before the next attempt",
            _ => detail ?? reply?.ToString() ?? "no reply came",
        },
    };
}
