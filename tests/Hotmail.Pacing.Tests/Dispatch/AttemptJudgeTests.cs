using Hotmail.Pacing.Dispatch;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Transport;
using static Hotmail.Pacing.Tests.Dispatch.JudgedAttempts;

namespace Hotmail.Pacing.Tests.Dispatch;

public sealed class AttemptJudgeTests
{
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

    private sealed class BrokenScheduler : IRetryScheduler
    {
        public RetryDecision Decide(in RetryContext context, Random random) => throw new InvalidOperationException("host's own");
    }
}
