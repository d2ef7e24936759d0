using Hotmail.Pacing.Dispatch;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Tests.Dispatch;

/// <summary>The replies, transactions and refusals that <see cref="AttemptJudge"/> is asked about, and what a classifier says they mean.</summary>
internal static class JudgedAttempts
{
    public static readonly DateTimeOffset Now = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);
    public static readonly RetrySettings Settings = new() { InitialRetryDelay = TimeSpan.FromMinutes(30), JitterMin = default, JitterMax = default };

    public static readonly Classification TooMany = new(ReplyClass.ConnectionLimit, Permanence.Transient, "too-many", LimitScope.OpenConnections);
    public static readonly Classification TooFast = new(ReplyClass.ConnectionLimit, Permanence.Transient, "too-fast", LimitScope.ConnectionRate);
    public static readonly Classification TooManyMessages = new(ReplyClass.ConnectionLimit, Permanence.Transient, "too-many-messages", LimitScope.MessagesPerConnection);
    public static readonly Classification NoMailbox = new(ReplyClass.BadMailbox, Permanence.Permanent, "no-mailbox");
    public static readonly Classification Greylisted = new(ReplyClass.Greylist, Permanence.Transient, "greylisted");
    public static readonly Classification Busy = new(ReplyClass.ServerTemporary, Permanence.Transient, "busy");

    public static Judgement Judge(TriedDelivery delivery, TransactionResult result, int messagesBefore = 0) =>
        new AttemptJudge(new Meanings(Meaning), new ExponentialRetryScheduler()).Judge(delivery, result, messagesBefore, Settings, Now, new Random(1));

    public static Judgement JudgeOpening(TriedDelivery delivery, OpenFailure failure, bool isPathEvent) =>
        new AttemptJudge(new Meanings(Meaning), new ExponentialRetryScheduler()).Judge(delivery, failure, isPathEvent, Settings, Now, new Random(1));

    public static TriedDelivery Waiting(params string[] recipients) => new(Now, Now.AddDays(1), 0, recipients);

    public static RecipientOutcome Accepted(string address) => Reply(address, SmtpStage.EndOfData, 250, "queued");

    public static RecipientOutcome Reply(string address, SmtpStage stage, int code, string text) => new(address, stage, new SmtpReply(code, text, stage), TransportFailure.None);

    public static RecipientOutcome Silence(string address, SmtpStage stage, TransportFailure failure) => new(address, stage, null, failure);

    public static TransactionResult Transaction(params RecipientOutcome[] outcomes) => new() { Recipients = outcomes, Stage = outcomes[^1].Stage, SessionUsable = true };

    public static OpenFailure Refused(Classification meaning, SmtpReply? reply) =>
        new() { Stage = SmtpStage.Banner, Meaning = meaning, Reply = reply, Failure = TransportFailure.ConnectFailed, Detail = "mx.example did not answer" };

    public static Classification Meaning(SmtpReply reply) => reply.Text switch
    {
        "too-many" => TooMany,
        "too-fast" => TooFast,
        "too-many-messages" => TooManyMessages,
        "no-mailbox" => NoMailbox,
        "greylisted" => Greylisted,
        "busy" => Busy,
        _ => FailureClasses.ByCode(reply),
    };

    /// <summary>A classifier as a test says.</summary>
    public sealed class Meanings : IReplyClassifier
    {
        private readonly Func<SmtpReply, string?, Classification> _meaning;

        public Meanings(Func<SmtpReply, Classification> meaning) => _meaning = (reply, _) => meaning(reply);

        public Meanings(Func<string?, Classification> meaning) => _meaning = (_, group) => meaning(group);

        public Classification Classify(SmtpReply reply, string? provider) => _meaning(reply, provider);
    }
}
