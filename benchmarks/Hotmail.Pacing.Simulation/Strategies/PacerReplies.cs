using Hotmail.Pacing.Control;
using Hotmail.Pacing.Dispatch;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Simulation.Model;
using Hotmail.Pacing.Simulation.Scenarios;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>What the product makes of every reply that the modelled receiver gives: its classifier and its judge are asked once for each.</summary>
internal sealed class PacerReplies
{
    private readonly AttemptJudge _judge = new(new ReplyClassifier(), new ExponentialRetryScheduler());
    private readonly Meaning[] _outcomes = new Meaning[5];

    public PacerReplies(Scenario scenario)
    {
        var receiver = scenario.Receiver;
        _outcomes[(int)Outcome.Delivered] = Ask("250 2.0.0 Ok: queued", SmtpStage.EndOfData, 0);
        _outcomes[(int)Outcome.Greylisted] = Ask("450 4.2.0 Recipient address rejected: Greylisted, please try again later", SmtpStage.Rcpt, 0);
        _outcomes[(int)Outcome.MailboxFull] = Ask("452 4.2.2 The recipient's mailbox is full and can't accept messages now", SmtpStage.Rcpt, 0);
        _outcomes[(int)Outcome.BadMailbox] = Ask("550 5.5.0 Requested action not taken: mailbox unavailable", SmtpStage.Rcpt, 0);
        _outcomes[(int)Outcome.TooManyMessages] = Ask("421 4.7.0 Too many messages in this session, closing connection", SmtpStage.Mail, receiver.MessagesPerConnection);
        if (receiver.RefuseAt == RefuseAt.MailFrom)
        {
            AtMail = Ask(receiver.Refusal, SmtpStage.Mail, 0);
        }

        // What the connection's opener would make of it: Dispatch/PathConnection.Opening.cs.
        OpeningMeaning = receiver.RefuseAt == RefuseAt.Drop
            ? _judge.Classify(null, TransportFailure.Dropped, OurProfile.Group)
            : _judge.Classify(SmtpReply.Parse(receiver.Refusal, SmtpStage.Banner), TransportFailure.None, OurProfile.Group);
        AtOpening = receiver.RefuseAt == RefuseAt.Drop ? Refusal.DroppedBeforeBanner : Refusals.Of(OpeningMeaning);
    }

    /// <summary>A refusal in reply to MAIL; <see langword="null"/> where the receiver refuses earlier.</summary>
    public Meaning? AtMail { get; }

    /// <summary>What a refusal at the banner means.</summary>
    public Classification OpeningMeaning { get; }

    /// <summary>The kind of refusal that it is to the controller; <see langword="null"/> when it is no word on connections.</summary>
    public Refusal? AtOpening { get; }

    public ref readonly Meaning For(Outcome outcome) => ref _outcomes[(int)outcome];

    private Meaning Ask(string text, SmtpStage stage, int messagesBefore)
    {
        var reply = SmtpReply.Parse(text, stage);
        var result = new TransactionResult
        {
            Recipients = [new RecipientOutcome(Sample.Recipient, stage, reply, TransportFailure.None)],
            Stage = stage,
            Reply = reply,
            SessionUsable = reply.Code != 421,
        };
        var judgement = _judge.Judge(new Sample(), result, messagesBefore, new RetrySettings(), Sample.Time, new Random(0));
        return new Meaning(
            judgement.Meaning, judgement.ConnectionRefused, judgement.CountsAsAttempt,
            judgement.Remaining.Count > 0 ? null : judgement.Results[0].Status);
    }

    /// <summary>What a reply means for the path and for the message.</summary>
    /// <param name="Classification">Its class.</param>
    /// <param name="RefusesConnection">Whether it refuses the connection, and not the message.</param>
    /// <param name="CountsAsAttempt">Whether the message has been tried.</param>
    /// <param name="Final">What the message has come to; <see langword="null"/> when it is tried again.</param>
    internal readonly record struct Meaning(Classification Classification, bool RefusesConnection, bool CountsAsAttempt, RecipientStatus? Final);

    /// <summary>A delivery for the judge to look at.</summary>
    private sealed class Sample : Delivery
    {
        public const string Recipient = "someone@hotmail.com";

        public static readonly DateTimeOffset Time = VirtualTime.At(0);

        public override DeliveryId Id => default;

        public override MessageId MessageId => default;

        public override EgressPath Path => new("source", OurProfile.Group);

        public override string Route => Domain;

        public override string Domain => "hotmail.com";

        public override string Sender => "sender@example.com";

        public override IReadOnlyList<string> Recipients { get; } = [Recipient];

        public override MessagePriority Priority => MessagePriority.Bulk;

        public override Engagement Engagement => Engagement.Normal;

        public override string? Campaign => null;

        public override DateTimeOffset AcceptedAt => Time;

        public override DateTimeOffset DueAt => Time;

        public override DateTimeOffset ExpiresAt => DateTimeOffset.MaxValue;

        public override int Attempts => 0;

        public override DeliveryState State => DeliveryState.InProgress;

        public override SmtpReply? LastReply => null;

        public override ValueTask<MessageContent> GetContentAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
