using Hotmail.Pacing.Dispatch;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Tests.Dispatch;

public sealed class AttemptJudgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);
    private static readonly RetrySettings Settings = new() { InitialRetryDelay = TimeSpan.FromMinutes(30), JitterMin = default, JitterMax = default };

    private static readonly Classification TooMany = new(ReplyClass.ConnectionLimit, Permanence.Transient, "too-many", LimitScope.OpenConnections);
    private static readonly Classification TooFast = new(ReplyClass.ConnectionLimit, Permanence.Transient, "too-fast", LimitScope.ConnectionRate);
    private static readonly Classification TooManyMessages = new(ReplyClass.ConnectionLimit, Permanence.Transient, "too-many-messages", LimitScope.MessagesPerConnection);
    private static readonly Classification NoMailbox = new(ReplyClass.BadMailbox, Permanence.Permanent, "no-mailbox");
    private static readonly Classification Greylisted = new(ReplyClass.Greylist, Permanence.Transient, "greylisted");
    private static readonly Classification Busy = new(ReplyClass.ServerTemporary, Permanence.Transient, "busy");

    [Fact]
    public void In_one_transaction_the_accepted_leave_the_refused_fail_and_only_the_deferred_remain()
    {
        var judgement = Judge(Waiting("a@hotmail.com", "b@hotmail.com", "c@hotmail.com"), Transaction(
            Reply("a@hotmail.com", SmtpStage.Rcpt, 550, "no-mailbox"),
            Reply("b@hotmail.com", SmtpStage.Rcpt, 451, "busy"),
            Accepted("c@hotmail.com")));

        Assert.Equal(
            [
                ("a@hotmail.com", RecipientStatus.Failed, ReplyClass.BadMailbox, null, "550 no-mailbox"),
                ("b@hotmail.com", RecipientStatus.Deferred, ReplyClass.ServerTemporary, Now.AddMinutes(30), "451 busy"),
                ("c@hotmail.com", RecipientStatus.Delivered, ReplyClass.Success, (DateTimeOffset?)null, "accepted by the receiver"),
            ],
            judgement.Results.Select(static result => (result.Address, result.Status, result.Class!.Value, result.RetryAt, result.Reason)));
        Assert.Equal(["b@hotmail.com"], judgement.Remaining);
        Assert.Equal((Now.AddMinutes(30), true, false), (judgement.DueAt, judgement.CountsAsAttempt, judgement.ConnectionRefused));
    }

    [Fact]
    public void A_delivered_recipient_decides_for_the_transaction_wherever_it_stands()
    {
        var judgement = Judge(Waiting("a@hotmail.com", "b@hotmail.com"), Transaction(Reply("a@hotmail.com", SmtpStage.Rcpt, 550, "no-mailbox"), Accepted("b@hotmail.com")));

        Assert.Equal((ReplyClass.Success, SmtpStage.EndOfData, 250), (judgement.Meaning.Class, judgement.Stage, judgement.Reply!.Code));
    }

    [Fact]
    public void With_nothing_delivered_the_first_refused_recipient_decides()
    {
        var judgement = Judge(
            Waiting("a@hotmail.com", "b@hotmail.com"),
            Transaction(Reply("a@hotmail.com", SmtpStage.Rcpt, 451, "greylisted"), Reply("b@hotmail.com", SmtpStage.Rcpt, 550, "no-mailbox")));

        Assert.Equal((Greylisted, SmtpStage.Rcpt, 451), (judgement.Meaning, judgement.Stage, judgement.Reply!.Code));
        Assert.Equal((Now + ExponentialRetryScheduler.GreylistDelay, "a@hotmail.com"), (judgement.DueAt, Assert.Single(judgement.Remaining)));
    }

    [Theory]
    [InlineData(SmtpStage.EndOfData, 250, "queued")]
    [InlineData(SmtpStage.Rcpt, 550, "no-mailbox")]
    public void The_reply_that_defers_decides_when_it_is_tried_again_and_not_the_one_that_decides_for_the_transaction(SmtpStage stage, int code, string text)
    {
        var judgement = Judge(
            Waiting("a@hotmail.com", "b@hotmail.com"),
            Transaction(Reply("a@hotmail.com", stage, code, text), Reply("b@hotmail.com", SmtpStage.Rcpt, 451, "greylisted")));

        Assert.Equal(code, judgement.Reply!.Code);
        Assert.Equal((Now + ExponentialRetryScheduler.GreylistDelay, judgement.DueAt), (judgement.DueAt, judgement.Results[1].RetryAt));
    }

    [Fact]
    public void A_message_that_all_have_taken_waits_no_more()
    {
        var judgement = Judge(Waiting("a@hotmail.com", "b@hotmail.com"), Transaction(Accepted("a@hotmail.com"), Accepted("b@hotmail.com")));

        Assert.All(judgement.Results, static result => Assert.Equal(RecipientStatus.Delivered, result.Status));
        Assert.Equal((2, 0, true), (judgement.Results.Count, judgement.Remaining.Count, judgement.CountsAsAttempt));
    }

    [Fact]
    public void A_permanent_refusal_of_the_data_fails_all_and_nothing_is_tried_again()
    {
        var judgement = Judge(
            Waiting("a@hotmail.com", "b@hotmail.com"),
            Transaction(Reply("a@hotmail.com", SmtpStage.EndOfData, 554, "unwanted"), Reply("b@hotmail.com", SmtpStage.EndOfData, 554, "unwanted")));

        Assert.All(judgement.Results, static result => Assert.Equal((RecipientStatus.Failed, null), (result.Status, result.RetryAt)));
        Assert.Equal((2, 0, Permanence.Permanent), (judgement.Results.Count, judgement.Remaining.Count, judgement.Meaning.Permanence));
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(1, 60)]
    [InlineData(2, 120)]
    public void The_attempt_just_made_counts_for_the_next_delay(int attemptsBefore, double minutes)
    {
        var delivery = new TriedDelivery(Now.AddHours(-9), Now.AddDays(1), attemptsBefore, "a@hotmail.com");

        Assert.Equal(Now.AddMinutes(minutes), Judge(delivery, Transaction(Reply("a@hotmail.com", SmtpStage.Rcpt, 451, "busy"))).DueAt);
    }

    [Theory]
    [InlineData(0, RecipientStatus.Deferred)]
    [InlineData(-1, RecipientStatus.Expired)]
    public void What_could_be_tried_again_only_too_late_has_expired(int ticks, RecipientStatus status)
    {
        var delivery = new TriedDelivery(Now, Now.AddMinutes(30).AddTicks(ticks), 0, "a@hotmail.com");

        var judgement = Judge(delivery, Transaction(Reply("a@hotmail.com", SmtpStage.Rcpt, 451, "busy")));

        var result = Assert.Single(judgement.Results);
        Assert.Equal((status, status == RecipientStatus.Deferred ? Now.AddMinutes(30) : null), (result.Status, result.RetryAt));
        Assert.Equal(status == RecipientStatus.Deferred ? 1 : 0, judgement.Remaining.Count);
        Assert.Equal((451, ReplyClass.ServerTemporary), (result.Reply!.Code, result.Class));
    }

    [Fact]
    public void A_permanent_refusal_is_a_failure_even_when_the_time_is_over()
    {
        var delivery = new TriedDelivery(Now, Now, 0, "a@hotmail.com", "b@hotmail.com");

        var judgement = Judge(delivery, Transaction(Reply("a@hotmail.com", SmtpStage.Rcpt, 550, "no-mailbox"), Reply("b@hotmail.com", SmtpStage.Rcpt, 451, "busy")));

        Assert.Equal([RecipientStatus.Failed, RecipientStatus.Expired], judgement.Results.Select(static result => result.Status));
    }

    [Theory]
    [InlineData("too-many", 0, true)]
    [InlineData("too-many", 4, true)]
    [InlineData("too-fast", 0, true)]
    [InlineData("too-many-messages", 0, true)]
    [InlineData("too-many-messages", 4, false)]
    public void A_connection_limit_at_mail_uses_up_no_attempt_and_the_message_stays_as_it_was(string reply, int messagesBefore, bool refused)
    {
        var delivery = Waiting("a@hotmail.com", "b@hotmail.com");

        var judgement = Judge(delivery, Transaction(Reply("a@hotmail.com", SmtpStage.Mail, 451, reply), Reply("b@hotmail.com", SmtpStage.Mail, 451, reply)), messagesBefore);

        Assert.Equal((false, refused, Now), (judgement.CountsAsAttempt, judgement.ConnectionRefused, judgement.DueAt));
        Assert.Empty(judgement.Results);
        Assert.Equal(delivery.Recipients, judgement.Remaining);
    }

    [Theory]
    [InlineData(SmtpStage.Rcpt)]
    [InlineData(SmtpStage.Data)]
    [InlineData(SmtpStage.EndOfData)]
    public void A_connection_limit_after_mail_was_accepted_is_an_attempt_of_the_message(SmtpStage stage)
    {
        var judgement = Judge(Waiting("a@hotmail.com"), Transaction(Reply("a@hotmail.com", stage, 451, "too-many")), 4);

        Assert.Equal((true, false, Now.AddMinutes(30)), (judgement.CountsAsAttempt, judgement.ConnectionRefused, judgement.DueAt));
        Assert.Equal(RecipientStatus.Deferred, Assert.Single(judgement.Results).Status);
    }

    [Theory]
    [InlineData(4, 421, SmtpStage.Mail, false)]
    [InlineData(4, 451, SmtpStage.Mail, true)]
    [InlineData(0, 421, SmtpStage.Mail, true)]
    [InlineData(4, 421, SmtpStage.Rcpt, true)]
    public void A_session_that_had_carried_mail_and_ends_with_421_at_mail_has_not_tried_the_message(int messagesBefore, int code, SmtpStage stage, bool counts)
    {
        var judgement = Judge(Waiting("a@hotmail.com"), Transaction(Reply("a@hotmail.com", stage, code, "busy")), messagesBefore);

        Assert.Equal((counts, false, counts ? 1 : 0), (judgement.CountsAsAttempt, judgement.ConnectionRefused, judgement.Results.Count));
        Assert.Equal(["a@hotmail.com"], judgement.Remaining);
    }

    [Theory]
    [InlineData(4, TransportFailure.Dropped, SmtpStage.Mail, false)]
    [InlineData(0, TransportFailure.Dropped, SmtpStage.Mail, true)]
    [InlineData(4, TransportFailure.TimedOut, SmtpStage.Mail, true)]
    [InlineData(4, TransportFailure.Dropped, SmtpStage.Data, true)]
    [InlineData(0, TransportFailure.Cancelled, SmtpStage.Mail, false)]
    [InlineData(0, TransportFailure.Cancelled, SmtpStage.Data, false)]
    public void Without_a_reply_it_depends_on_how_far_it_had_come(int messagesBefore, TransportFailure failure, SmtpStage stage, bool counts)
    {
        var judgement = Judge(Waiting("a@hotmail.com"), Transaction(Silence("a@hotmail.com", stage, failure)), messagesBefore);

        Assert.Equal((counts, counts ? Now.AddMinutes(30) : Now), (judgement.CountsAsAttempt, judgement.DueAt));
        Assert.Equal((failure, null, Permanence.Transient), (judgement.Failure, judgement.Reply, judgement.Meaning.Permanence));
        Assert.Equal(["a@hotmail.com"], judgement.Remaining);
    }

    [Fact]
    public void Nothing_postponed_outlives_its_time()
    {
        var inTime = Judge(new TriedDelivery(Now.AddDays(-1), Now, 0, "a@hotmail.com"), Transaction(Reply("a@hotmail.com", SmtpStage.Mail, 421, "too-many")));
        var late = Judge(new TriedDelivery(Now.AddDays(-1), Now.AddTicks(-1), 0, "a@hotmail.com"), Transaction(Reply("a@hotmail.com", SmtpStage.Mail, 421, "too-many")));

        Assert.Equal((0, 1), (inTime.Results.Count, inTime.Remaining.Count));
        Assert.Equal((RecipientStatus.Expired, 0, false), (Assert.Single(late.Results).Status, late.Remaining.Count, late.CountsAsAttempt));
    }

    [Fact]
    public void When_the_last_reply_never_came_the_outcome_is_unknown_and_it_is_tried_again()
    {
        var result = Transaction(Silence("a@hotmail.com", SmtpStage.EndOfData, TransportFailure.TimedOut)) with { OutcomeUnknown = true, Detail = "no reply in 10 minutes" };

        var judgement = Judge(Waiting("a@hotmail.com"), result, 4);

        var verdict = Assert.Single(judgement.Results);
        Assert.Equal((RecipientStatus.Deferred, Now.AddMinutes(30), "no reply in 10 minutes"), (verdict.Status, verdict.RetryAt, verdict.Reason));
        Assert.Equal((true, SmtpStage.EndOfData, "timed-out"), (judgement.CountsAsAttempt, judgement.Stage, judgement.Meaning.Rule));
    }

    [Fact]
    public void A_positive_reply_before_the_failure_is_not_what_it_means()
    {
        var outcome = new RecipientOutcome("a@hotmail.com", SmtpStage.Data, new SmtpReply(354, "go on", SmtpStage.Data), TransportFailure.Dropped);

        var judgement = Judge(Waiting("a@hotmail.com"), Transaction(outcome));

        Assert.Equal((ReplyClass.ServerTemporary, "connection-dropped"), (judgement.Meaning.Class, judgement.Meaning.Rule));
        Assert.Equal((RecipientStatus.Deferred, ReplyClass.ServerTemporary), (judgement.Results[0].Status, judgement.Results[0].Class));
    }

    [Fact]
    public void What_the_server_cannot_take_at_all_has_failed()
    {
        var judgement = Judge(Waiting("a@hotmail.com"), Transaction(Silence("a@hotmail.com", SmtpStage.Mail, TransportFailure.Unsupported)) with { Detail = "no SMTPUTF8" });

        Assert.Equal((RecipientStatus.Failed, "no SMTPUTF8"), (Assert.Single(judgement.Results).Status, judgement.Results[0].Reason));
        Assert.Empty(judgement.Remaining);
    }

    [Theory]
    [InlineData(250, RecipientStatus.Delivered)]
    [InlineData(451, RecipientStatus.Deferred)]
    [InlineData(554, RecipientStatus.Failed)]
    public void A_classifier_that_throws_leaves_the_meaning_to_the_code(int code, RecipientStatus status)
    {
        var judge = new AttemptJudge(new Meanings((SmtpReply _) => throw new InvalidOperationException("host's own")), new ExponentialRetryScheduler());

        var judgement = judge.Judge(Waiting("a@hotmail.com"), Transaction(Reply("a@hotmail.com", SmtpStage.EndOfData, code, "too-many")), 0, Settings, Now, new Random(1));

        Assert.Equal(status, Assert.Single(judgement.Results).Status);
    }

    [Fact]
    public void A_scheduler_that_throws_is_stood_in_for()
    {
        var judge = new AttemptJudge(new Meanings(Meaning), new BrokenScheduler());

        var judgement = judge.Judge(Waiting("a@hotmail.com"), Transaction(Reply("a@hotmail.com", SmtpStage.Rcpt, 451, "busy")), 0, Settings, Now, new Random(1));

        Assert.Equal((RecipientStatus.Deferred, Now.AddMinutes(30)), (judgement.Results[0].Status, judgement.DueAt));
    }

    [Fact]
    public void The_classifier_hears_of_the_group()
    {
        var heard = new List<string?>();
        var judge = new AttemptJudge(new Meanings((string? group) => { heard.Add(group); return Busy; }), new ExponentialRetryScheduler());

        judge.Judge(Waiting("a@hotmail.com"), Transaction(Reply("a@hotmail.com", SmtpStage.Rcpt, 451, "busy")), 0, Settings, Now, new Random(1));

        Assert.NotEmpty(heard);
        Assert.All(heard, static group => Assert.Equal("microsoft-consumer", group));
    }

    [Fact]
    public void A_refused_connection_is_not_an_attempt()
    {
        var delivery = Waiting("a@hotmail.com", "b@hotmail.com");

        var judgement = JudgeOpening(delivery, Refused(TooMany, new SmtpReply(421, "too-many", SmtpStage.Banner)), isPathEvent: true);

        Assert.Equal((false, true, Now), (judgement.CountsAsAttempt, judgement.ConnectionRefused, judgement.DueAt));
        Assert.Equal((TooMany, SmtpStage.Banner, 421), (judgement.Meaning, judgement.Stage, judgement.Reply!.Code));
        Assert.Empty(judgement.Results);
        Assert.Equal(delivery.Recipients, judgement.Remaining);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_host_that_cannot_be_reached_defers_the_message_until_its_time_is_over(bool late)
    {
        var delivery = new TriedDelivery(Now, Now.AddMinutes(late ? 29 : 30), 0, "a@hotmail.com", "b@hotmail.com");

        var judgement = JudgeOpening(delivery, Refused(Busy, null), isPathEvent: false);

        Assert.Equal(["a@hotmail.com", "b@hotmail.com"], judgement.Results.Select(static result => result.Address));
        Assert.All(judgement.Results, result => Assert.Equal(
            late ? (RecipientStatus.Expired, null, "its time in the queue ended before the next attempt") : (RecipientStatus.Deferred, Now.AddMinutes(30), "mx.example did not answer"),
            (result.Status, result.RetryAt, result.Reason)));
        Assert.Equal(late ? [] : delivery.Recipients, judgement.Remaining);
        Assert.True(judgement.CountsAsAttempt);
    }

    [Theory]
    [InlineData(true, RecipientStatus.Failed)]
    [InlineData(false, RecipientStatus.Deferred)]
    public void A_permanent_failure_to_connect_fails_the_message_only_when_it_is_a_verdict_on_its_domain(bool isVerdictOnDomain, RecipientStatus status)
    {
        var delivery = Waiting("a@hotmail.com", "b@hotmail.com");

        var judgement = JudgeOpening(delivery, Refused(FailureClasses.NullMx, null) with { IsVerdictOnDomain = isVerdictOnDomain }, isPathEvent: false);

        Assert.Equal([status, status], judgement.Results.Select(static result => result.Status));
        Assert.Equal(status == RecipientStatus.Deferred ? 2 : 0, judgement.Remaining.Count);
    }

    private static Judgement Judge(TriedDelivery delivery, TransactionResult result, int messagesBefore = 0) =>
        new AttemptJudge(new Meanings(Meaning), new ExponentialRetryScheduler()).Judge(delivery, result, messagesBefore, Settings, Now, new Random(1));

    private static Judgement JudgeOpening(TriedDelivery delivery, OpenFailure failure, bool isPathEvent) =>
        new AttemptJudge(new Meanings(Meaning), new ExponentialRetryScheduler()).Judge(delivery, failure, isPathEvent, Settings, Now, new Random(1));

    private static TriedDelivery Waiting(params string[] recipients) => new(Now, Now.AddDays(1), 0, recipients);

    private static RecipientOutcome Accepted(string address) => Reply(address, SmtpStage.EndOfData, 250, "queued");

    private static RecipientOutcome Reply(string address, SmtpStage stage, int code, string text) => new(address, stage, new SmtpReply(code, text, stage), TransportFailure.None);

    private static RecipientOutcome Silence(string address, SmtpStage stage, TransportFailure failure) => new(address, stage, null, failure);

    private static TransactionResult Transaction(params RecipientOutcome[] outcomes) => new() { Recipients = outcomes, Stage = outcomes[^1].Stage, SessionUsable = true };

    private static OpenFailure Refused(Classification meaning, SmtpReply? reply) =>
        new() { Stage = SmtpStage.Banner, Meaning = meaning, Reply = reply, Failure = TransportFailure.ConnectFailed, Detail = "mx.example did not answer" };

    private static Classification Meaning(SmtpReply reply) => reply.Text switch
    {
        "too-many" => TooMany,
        "too-fast" => TooFast,
        "too-many-messages" => TooManyMessages,
        "no-mailbox" => NoMailbox,
        "greylisted" => Greylisted,
        "busy" => Busy,
        _ => FailureClasses.ByCode(reply),
    };

    private sealed class Meanings : IReplyClassifier
    {
        private readonly Func<SmtpReply, string?, Classification> _meaning;

        public Meanings(Func<SmtpReply, Classification> meaning) => _meaning = (reply, _) => meaning(reply);

        public Meanings(Func<string?, Classification> meaning) => _meaning = (_, group) => meaning(group);

        public Classification Classify(SmtpReply reply, string? provider) => _meaning(reply, provider);
    }

    private sealed class BrokenScheduler : IRetryScheduler
    {
        public RetryDecision Decide(in RetryContext context, Random random) => throw new InvalidOperationException("host's own");
    }
}
