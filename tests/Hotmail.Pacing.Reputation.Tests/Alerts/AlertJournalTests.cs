using System.Net;
using Hotmail.Pacing.Reputation.Alerts;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Observations;

namespace Hotmail.Pacing.Reputation.Tests.Alerts;

public sealed class AlertJournalTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.1");
    private readonly AlertOptions _options = new();
    private DateTimeOffset _now = Start;
    private AlertJournal? _journal;

    private AlertJournal Journal => _journal ??= new AlertJournal(_options);

    [Fact]
    public void A_listing_is_told_at_once_and_again_as_a_reminder_after_the_quiet_period()
    {
        var first = Assert.Single(Listed());
        Assert.Equal(
            (AlertKind.Listed, "192.0.2.1 at zen.spamhaus.org", IssueSeverity.Error, "192.0.2.1 is listed at zen.spamhaus.org.", Start, Start, false),
            (first.Kind, first.Subject, first.Severity, first.Evidence, first.FirstSeen, first.At, first.IsReminder));
        Assert.Empty(Listed(hours: 23.9));
        var reminder = Assert.Single(Listed(hours: 0.1));
        Assert.Equal((Start, true), (reminder.FirstSeen, reminder.IsReminder));
    }

    [Fact]
    public void Another_list_or_address_is_another_listing()
    {
        Assert.Single(Listed());
        Assert.Single(Observe(new ListingObservation { Subject = "192.0.2.1", List = "b.example", IsListed = true, At = _now }));
        Assert.Single(Observe(new ListingObservation { Subject = "192.0.2.2", List = "zen.spamhaus.org", IsListed = true, At = _now }));
    }

    [Fact]
    public void What_flaps_is_not_told_again_in_the_quiet_period_nor_taken_for_new()
    {
        Assert.Single(Listed());
        for (var hour = 0; hour < 11; hour++)
        {
            Assert.Empty(Listed(isListed: false, hours: 1));
            Assert.Empty(Listed(hours: 1));
        }

        var again = Assert.Single(Listed(hours: 2));
        Assert.Equal((Start, true), (again.FirstSeen, again.IsReminder));
    }

    [Fact]
    public void What_was_gone_for_long_is_new_when_it_comes_back_and_told_when_the_quiet_period_is_over()
    {
        Assert.Single(Listed());
        Assert.Empty(Listed(isListed: false, hours: 1));
        Assert.Empty(Listed(hours: 7));
        var back = Assert.Single(Listed(hours: 16));
        Assert.Equal((Start.AddHours(8), false), (back.FirstSeen, back.IsReminder));
    }

    [Fact]
    public void A_complaint_rate_is_over_only_well_below_its_threshold()
    {
        Assert.Empty(Complained(0.0029));
        Assert.Equal("0.35% of the messages from 192.0.2.1 to microsoft-consumer were complained of; 0.3% are too many.", Assert.Single(Complained(0.0035)).Evidence);
        Assert.True(Assert.Single(Complained(0.0022, hours: 24)).IsReminder);
        Assert.Empty(Complained(0.002, hours: 24));
        Assert.Empty(Complained(0.0022, hours: 24));
        Assert.False(Assert.Single(Complained(0.003, hours: 24)).IsReminder);
        Assert.Empty(Complained(double.NaN, hours: 24));
    }

    [Theory]
    [InlineData(1000, 83, true)]
    [InlineData(1000, 82, false)]
    [InlineData(100, 13, true)]
    [InlineData(99, 99, false)]
    [InlineData(100, 12, false)]
    public void A_spike_is_certainly_more_than_was_usual(long messages, long failing, bool isSpike)
    {
        // The usual: 1% of 14,000 messages.
        for (var day = 0; day < 14; day++)
        {
            Assert.Empty(Sent(day, 1000, 10));
        }

        var alerts = Sent(14, messages, failing);

        Assert.Equal(isSpike ? [AlertKind.AuthenticationFailures] : [], alerts.Select(static alert => alert.Kind));
        Assert.All(alerts, alert => Assert.Contains("failed DMARC; 1% were usual.", alert.Evidence, StringComparison.Ordinal));
    }

    [Fact]
    public void Broken_authentication_is_told_of_by_observer()
    {
        var broken = new AuthenticationObservation { Domain = "example.com", IsBroken = true, Evidence = "no SPF record was found", ObservedBy = "spf", At = _now };
        Assert.Equal("The authentication of example.com is broken: no SPF record was found.", Assert.Single(Observe(broken)).Evidence);
        Assert.Empty(Observe(broken));
        Assert.Single(Observe(broken with { ObservedBy = "dkim" }));
    }

    [Fact]
    public void A_source_without_a_past_has_no_usual_and_a_bad_past_is_usual()
    {
        Assert.Empty(Sent(0, 1000, 900));
        Assert.Empty(Sent(1, 1000, 910));
        Assert.Empty(Sent(2, 1000, 890));
    }

    [Fact]
    public void A_later_sum_of_the_same_day_takes_the_place_of_the_one_before()
    {
        Assert.Empty(Sent(0, 1000, 0));
        Assert.Empty(Sent(1, 90, 90));
        Assert.Single(Sent(1, 120, 120));
        Assert.Empty(Sent(1, 5000, 120));
    }

    [Fact]
    public void A_new_unverified_source_is_told_of_once_when_it_has_sent_enough()
    {
        Assert.Empty(Sent(0, 19, 19, isVerified: false));
        var alert = Assert.Single(Sent(1, 1, 1, isVerified: false));
        Assert.Equal(
            (AlertKind.UnverifiedSource, "192.0.2.1 for example.com", IssueSeverity.Warning, "192.0.2.1, which is not known to send for example.com, sent 20 messages in its name."),
            (alert.Kind, alert.Subject, alert.Severity, alert.Evidence));
        for (var day = 2; day < 20; day++)
        {
            Assert.Empty(Sent(day, 10, 10, isVerified: false, hours: 24));
        }
    }

    [Fact]
    public void A_verified_source_is_none_to_tell_of() => Assert.Empty(Sent(0, 1_000_000, 0));

    [Fact]
    public void Memory_is_bounded_by_count_and_age()
    {
        _options.MaxSubjects = 100;
        for (var number = 0; number < 1000; number++)
        {
            Observe(new ListingObservation { Subject = $"{number}.example", List = "a.example", IsListed = true, At = _now });
            Observe(Day(0, 10, 10, isVerified: false, new IPAddress(number)));
            _now += TimeSpan.FromSeconds(1);
            Assert.InRange(Journal.Count.Conditions, 1, 100);
            Assert.InRange(Journal.Count.Sources, 1, 100);
        }

        Assert.Empty(Observe(new ListingObservation { Subject = "999.example", List = "a.example", IsListed = true, At = _now }));
        _now += TimeSpan.FromDays(30);
        Complained(0);
        Assert.Equal((0, 0), Journal.Count);
    }

    [Fact]
    public void Wrong_options_are_named()
    {
        Action<AlertOptions>[] wrong =
        [
            static options => options.QuietPeriod = TimeSpan.Zero, static options => options.GoneAfter = TimeSpan.FromTicks(-1), static options => options.ComplaintRate = 0,
            static options => options.ComplaintRateClear = 1.1, static options => options.SpikeMinMessages = 0, static options => options.SpikeMargin = 1,
            static options => options.SpikeBaselineDays = 0, static options => options.UnverifiedMinMessages = 0, static options => options.Memory = TimeSpan.FromHours(1),
            static options => options.MaxSubjects = 0,
        ];
        Assert.Equal(10, wrong.Select(set =>
        {
            var options = new AlertOptions();
            set(options);
            return Assert.Throws<ArgumentException>(() => new ReputationAlerts(options, [])).Message.Split(' ')[0];
        }).Distinct().Count());
    }

    private IReadOnlyList<ReputationAlert> Listed(bool isListed = true, double hours = 0)
    {
        _now += TimeSpan.FromHours(hours);
        return Observe(new ListingObservation { Subject = "192.0.2.1", List = "zen.spamhaus.org", IsListed = isListed, At = _now });
    }

    private IReadOnlyList<ReputationAlert> Complained(double rate, double hours = 0)
    {
        _now += TimeSpan.FromHours(hours);
        return Observe(new ComplaintObservation { Address = Address, Rate = rate, At = _now });
    }

    private IReadOnlyList<ReputationAlert> Sent(int day, long messages, long failing, bool isVerified = true, double hours = 0)
    {
        _now += TimeSpan.FromHours(hours);
        return Observe(Day(day, messages, failing, isVerified, Address));
    }

    private SourceDay Day(int day, long messages, long failing, bool isVerified, IPAddress address) => new()
    {
        Domain = "example.com", Address = address, Day = new DateOnly(2026, 11, 1).AddDays(day), Messages = messages, Failing = failing, IsVerified = isVerified, At = _now,
    };

    private IReadOnlyList<ReputationAlert> Observe(ReputationObservation observation) => Journal.Observe(observation, _now);
}
