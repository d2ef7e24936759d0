using Hotmail.Pacing.Dispatch;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;
using static Hotmail.Pacing.Tests.Dispatch.JudgedAttempts;

namespace Hotmail.Pacing.Tests.Dispatch;

/// <summary>What a connection that was refused or lost costs the message.</summary>
public sealed class AttemptJudgeConnectionTests
{
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
}
