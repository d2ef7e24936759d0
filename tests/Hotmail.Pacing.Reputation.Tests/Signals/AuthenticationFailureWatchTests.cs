using Hotmail.Pacing.Reputation.Observations;
using Hotmail.Pacing.Reputation.Signals;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.Reputation.Tests.Signals;

public sealed class AuthenticationFailureWatchTests
{
    private static readonly Classification Taken = new(ReplyClass.Success, Permanence.Success, "test");
    private static readonly Classification Failed = new(ReplyClass.AuthenticationFailure, Permanence.Permanent, "test");
    private readonly Sink _sink = new();
    private readonly AuthenticationFailureWatch _watch;
    private DateTimeOffset _now = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);
    private string _reply = "Access denied, sending domain News.Example.com does not meet the required authentication level. [x 2026]";

    public AuthenticationFailureWatchTests() => _watch = new AuthenticationFailureWatch([_sink]);

    [Fact]
    public void A_spike_is_told_with_the_domain_that_the_reply_names_and_its_end_too()
    {
        Attempts(100, Taken);
        Attempts(19, Failed);
        Assert.Empty(_sink.Seen);
        Attempts(1, Failed);
        var told = Assert.Single(_sink.Seen);
        Assert.Equal(
            ("News.Example.com", true, "20 of 120 attempts from mail1 to microsoft-consumer within an hour were refused for it", "attempts"),
            (told.Domain, told.IsBroken, told.Evidence, told.ObservedBy));

        Attempts(50, Failed);
        Assert.Single(_sink.Seen);
        _now += TimeSpan.FromMinutes(5);
        Attempts(2, Failed);
        Assert.Equal([true, true], _sink.Seen.Select(static observation => observation.IsBroken));

        _now += TimeSpan.FromHours(2);
        Attempts(99, Taken);
        Assert.Equal(2, _sink.Seen.Count);
        Attempts(1, Taken);
        Assert.Equal(("News.Example.com", false), (_sink.Seen[2].Domain, _sink.Seen[2].IsBroken));
    }

    [Fact]
    public void A_few_among_many_old_ones_and_those_of_other_groups_are_no_spike()
    {
        Attempts(1000, Taken);
        Attempts(60, Failed);
        Attempts(1000, Failed, "gmail");
        Assert.Empty(_sink.Seen);
        for (var hour = 0; hour < 5; hour++)
        {
            _now += TimeSpan.FromMinutes(70);
            Attempts(19, Failed);
        }

        Assert.Empty(_sink.Seen);
    }

    [Fact]
    public void A_reply_that_names_no_domain_is_of_the_source()
    {
        _reply = "5.7.1 authentication failed";
        Attempts(25, Failed);
        Assert.Equal("the mail from mail1", Assert.Single(_sink.Seen).Domain);
    }

    [Fact]
    public void Of_two_domains_that_fail_each_is_told_and_neither_is_taken_back()
    {
        for (var number = 0; number < 40; number++)
        {
            _reply = $"sending domain {(number % 2 == 0 ? "a" : "b")}.example does not meet";
            Attempts(1, Failed);
        }

        Assert.Equal([("b.example", true), ("a.example", true)], _sink.Seen.Select(static seen => (seen.Domain, seen.IsBroken)));

        _now += TimeSpan.FromHours(2);
        Attempts(100, Taken);
        Assert.Equal([("a.example", false), ("b.example", false)], _sink.Seen.Skip(2).Select(static seen => (seen.Domain, seen.IsBroken)).Order());
    }

    [Fact]
    public void A_domain_that_fails_once_among_the_failures_of_another_is_not_told()
    {
        Attempts(20, Failed);
        _reply = "sending domain b.example does not meet";
        Attempts(1, Failed);
        Assert.Equal("News.Example.com", Assert.Single(_sink.Seen).Domain);
    }

    [Fact]
    public void A_clock_that_is_set_back_keeps_no_spike_from_being_told()
    {
        Attempts(20, Failed);
        _now -= TimeSpan.FromDays(30);
        Attempts(20, Failed);
        Assert.Equal(2, _sink.Seen.Count);
    }

    [Fact]
    public void A_sink_that_throws_keeps_no_other_from_hearing()
    {
        var watch = new AuthenticationFailureWatch([new BadSink(), _sink]);
        Assert.Throws<InvalidOperationException>(() => Attempts(20, Failed, watch: watch));
        Assert.Single(_sink.Seen);
    }

    private void Attempts(int times, Classification meaning, string group = "microsoft-consumer", AuthenticationFailureWatch? watch = null)
    {
        for (var number = 0; number < times; number++)
        {
            var attempt = (watch ?? _watch).OnAttemptAsync(
                new AttemptRecord
                {
                    At = _now,
                    Path = new EgressPath("mail1", group),
                    DeliveryId = new DeliveryId(7),
                    MessageId = new MessageId(3),
                    Domain = "hotmail.com",
                    Engagement = Engagement.Normal,
                    OpenConnections = 1,
                    Ceiling = 1,
                    Stage = SmtpStage.EndOfData,
                    Reply = new SmtpReply(550, _reply, SmtpStage.EndOfData),
                    Classification = meaning,
                    MessageAge = TimeSpan.Zero,
                    Attempt = 1,
                    Duration = TimeSpan.Zero,
                    Recipients = [],
                },
                TestContext.Current.CancellationToken);
            Assert.True(attempt.IsCompletedSuccessfully);
        }
    }

    private sealed class Sink : IReputationSink
    {
        public List<AuthenticationObservation> Seen { get; } = [];

        public void Observe(ReputationObservation observation) => Seen.Add((AuthenticationObservation)observation);
    }

    private sealed class BadSink : IReputationSink
    {
        public void Observe(ReputationObservation observation) => throw new InvalidOperationException("a bug");
    }
}
