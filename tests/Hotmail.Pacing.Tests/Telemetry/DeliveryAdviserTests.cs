using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Telemetry;
using static Hotmail.Pacing.Tests.Telemetry.TelemetryRecords;

namespace Hotmail.Pacing.Tests.Telemetry;

/// <summary>Each situation just at its threshold, and just short of each of its conditions.</summary>
public sealed class DeliveryAdviserTests
{
    private readonly ReportWindow _window = new(Start, new TelemetryOptions(), new GroupNames(10));
    private bool _isNew;

    [Theory]
    [InlineData(ReplyClass.ReputationBlock, 3, 297, true)]
    [InlineData(ReplyClass.ReputationBlock, 2, 10, false)]
    [InlineData(ReplyClass.ReputationBlock, 3, 298, false)]
    [InlineData(ReplyClass.AuthenticationFailure, 3, 297, true)]
    [InlineData(ReplyClass.AuthenticationFailure, 2, 10, false)]
    [InlineData(ReplyClass.AuthenticationFailure, 3, 298, false)]
    public void Blocks_and_authentication_failures_need_a_few_replies_and_a_share(ReplyClass replyClass, int rejected, int delivered, bool holds)
    {
        Add(rejected, Attempt(replyClass, Permanence.Permanent));
        Add(delivered, Attempt());
        Expect(replyClass == ReplyClass.ReputationBlock ? AdviceSituation.ReputationBlock : AdviceSituation.AuthenticationFailure, holds, $"3 of 300 attempts");
    }

    [Theory]
    [InlineData(5, 20, true)]
    [InlineData(4, 0, false)]
    public void A_burst_is_many_connection_limits_within_one_minute(int refused, int delivered, bool holds)
    {
        Add(refused, Refused(Start.AddMinutes(3)));
        Add(delivered, Attempt(at: Start.AddMinutes(3)));
        Add(500, Attempt(at: Start.AddMinutes(4)));
        Expect(AdviceSituation.ConnectionLimitBurst, holds, "5 of 25 attempts within one minute met the connection limit.");
    }

    [Fact]
    public void What_the_path_is_restricted_for_is_named_with_the_throttle()
    {
        Add(5, Refused());
        var advice = Assert.Single(PacingTelemetry.GetAdvice(
            _window.GetReport(Start.AddMinutes(30)), _ => false, path => path == Consumer ? "192.0.2.1 is listed at zen.spamhaus.org" : null));
        Assert.Equal("5 of 5 attempts within one minute met the connection limit while 192.0.2.1 is listed at zen.spamhaus.org.", advice.Evidence);
        Assert.EndsWith(" And end what costs the source trust: 192.0.2.1 is listed at zen.spamhaus.org.", advice.FirstAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Connection_limits_one_by_one_are_no_burst()
    {
        for (var minute = 0; minute < 20; minute++)
        {
            Add(1, Refused(Start.AddMinutes(minute)));
        }

        Expect(AdviceSituation.ConnectionLimitBurst, false, string.Empty);
    }

    [Theory]
    [InlineData(true, ReplyClass.RateLimit, 5, 45, true)]
    [InlineData(true, ReplyClass.ReputationThrottle, 5, 45, true)]
    [InlineData(true, ReplyClass.Greylist, 5, 45, true)]
    [InlineData(false, ReplyClass.RateLimit, 5, 45, false)]
    [InlineData(true, ReplyClass.RateLimit, 4, 46, false)]
    [InlineData(true, ReplyClass.RateLimit, 5, 44, false)]
    [InlineData(true, ReplyClass.ServerTemporary, 5, 45, false)]
    public void A_new_source_that_is_held_back_has_a_weak_history(bool isNew, ReplyClass replyClass, int deferred, int delivered, bool holds)
    {
        _isNew = isNew;
        Add(deferred, Deferred(replyClass));
        Add(delivered, Attempt());
        Expect(AdviceSituation.WeakHistory, holds, "5 of 50 attempts (10%) from the new source mail1 were held back.");
    }

    [Theory]
    [InlineData(20, 180, 13, 187, true)]
    [InlineData(19, 100, 0, 0, false)]
    [InlineData(20, 181, 0, 0, false)]
    [InlineData(20, 20, 14, 400, false)]
    [InlineData(30, 30, 20, 39, false)]
    public void Mostly_dormant_deferrals_are_the_lists_quality(int dormantDeferred, int dormantDelivered, int otherDeferred, int otherDelivered, bool holds)
    {
        Add(dormantDeferred, Deferred(engagement: Engagement.Dormant));
        Add(dormantDelivered, Attempt(engagement: Engagement.Dormant));
        Add(otherDeferred, Deferred(engagement: Engagement.Engaged));
        Add(otherDelivered, Attempt(engagement: Engagement.Engaged));
        Expect(AdviceSituation.ListQuality, holds, "20 of 33 deferred attempts were to dormant recipients, of whose 200 attempts 10% were deferred.");
    }

    [Fact]
    public void A_list_of_dormant_recipients_alone_has_nothing_to_compare_with()
    {
        Add(20, Deferred(engagement: Engagement.Dormant));
        Expect(AdviceSituation.ListQuality, true, "20 of 20 deferred attempts were to dormant recipients, of whose 20 attempts 100% were deferred.");
    }

    [Fact]
    public void Refused_connections_say_nothing_of_the_recipients()
    {
        Add(100, Refused() with { Engagement = Engagement.Dormant, Attempt = 3, MessageAge = TimeSpan.FromHours(7) });
        Assert.Equal([AdviceSituation.ConnectionLimitBurst], Advise().Select(advice => advice.Situation));
    }

    [Fact]
    public void The_campaign_that_most_dormant_deferrals_come_from_is_named()
    {
        Add(30, Deferred(engagement: Engagement.Dormant) with { Campaign = "reactivation" });
        Add(20, Deferred(engagement: Engagement.Dormant) with { Campaign = "other-reactivation" });
        Add(60, Attempt(campaign: "newsletter"));
        Assert.Equal("reactivation", Assert.Single(Advise()).Campaign);
    }

    [Theory]
    [InlineData(25, 25, 50, true)]
    [InlineData(25, 24, 0, false)]
    [InlineData(25, 25, 51, false)]
    [InlineData(24, 26, 0, false)]
    public void Retries_that_are_deferred_again_pile_up(int deferredAgain, int delivered, int first, bool holds)
    {
        Add(deferredAgain, Deferred(attempt: 4, age: TimeSpan.FromHours(7)));
        Add(delivered, Attempt(attempt: 2, age: TimeSpan.FromHours(1)));
        Add(first, Attempt());
        Expect(AdviceSituation.RetryPileUp, holds, "50 of 100 attempts were retries; 25 of them were deferred again, and 25 were of messages older than 6 hours.");
    }

    [Fact]
    public void A_quiet_or_healthy_hour_gives_no_advice()
    {
        Assert.Empty(Advise());
        _isNew = true;
        Add(1000, Attempt());
        Add(10, Deferred());
        Add(2, Refused());
        Assert.Empty(Advise());
    }

    [Fact]
    public void The_most_urgent_comes_first_and_each_has_cause_and_action_of_its_path()
    {
        _isNew = true;
        Add(100, Deferred(ReplyClass.RateLimit, engagement: Engagement.Dormant, attempt: 3, age: TimeSpan.FromHours(30)));
        Add(4, Refused());
        Add(20, Attempt(ReplyClass.AuthenticationFailure, Permanence.Permanent));
        Add(20, Attempt(ReplyClass.ReputationBlock, Permanence.Permanent));
        Add(1, Attempt(path: new EgressPath("mail2", "gmail")));

        var advice = Advise();
        Assert.Equal(Enum.GetValues<AdviceSituation>().Except([AdviceSituation.ConnectionLimitBurst]), advice.Select(item => item.Situation));
        Assert.All(advice, item =>
        {
            Assert.Equal(Consumer, item.Path);
            Assert.All([item.Evidence, item.Cause, item.FirstAction], text => Assert.EndsWith(".", text, StringComparison.Ordinal));
        });
        Assert.Equal(advice.Count, advice.Select(item => item.FirstAction).Distinct().Count());
    }

    private void Expect(AdviceSituation situation, bool holds, string evidence)
    {
        var found = Advise().Where(advice => advice.Situation == situation).ToList();
        Assert.Equal(holds ? 1 : 0, found.Count);
        Assert.All(found, advice => Assert.Contains(evidence, advice.Evidence, StringComparison.Ordinal));
    }

    private IReadOnlyList<Advice> Advise() => PacingTelemetry.GetAdvice(_window.GetReport(Start.AddMinutes(30)), _ => _isNew);

    private void Add(int times, AttemptRecord record)
    {
        for (var number = 0; number < times; number++)
        {
            _window.Add(record.Path, record.Campaign, ReportSample.Of(record), record.At);
        }
    }
}
