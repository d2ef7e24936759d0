using CsCheck;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Telemetry;
using static Hotmail.Pacing.Tests.Telemetry.TelemetryRecords;

namespace Hotmail.Pacing.Tests.Telemetry;

public sealed class ReportWindowTests
{
    private static readonly EgressPath Gmail = new("mail1", "gmail");

    private readonly GroupNames _groups = new(3);
    private readonly ReportWindow _window;

    public ReportWindowTests()
    {
        _groups.Configure(["microsoft-consumer", "gmail"]);
        _window = new ReportWindow(Start, new TelemetryOptions { MaxOtherGroups = 3, MaxCampaigns = 2 }, _groups);
    }

    [Fact]
    public void Attempts_are_told_apart_by_group_source_campaign_and_age()
    {
        Add(Attempt(campaign: "autumn"));
        Add(Attempt(ReplyClass.Greylist, Permanence.Transient, campaign: "autumn", path: Gmail, engagement: Engagement.Dormant));
        Add(Attempt(ReplyClass.BadMailbox, Permanence.Permanent, attempt: 2, age: TimeSpan.FromHours(3), path: new EgressPath("mail2", "gmail")));
        Add(Refused());

        var report = _window.GetReport(Start.AddMinutes(30));

        Assert.Equal((4, 1, 2, 1, 1), Numbers(report.Total));
        Assert.Equal(0.5, report.Total.DeferralRatio);
        Assert.Equal((2, 1, 1, 0, 1), Numbers(report.Groups["microsoft-consumer"]));
        Assert.Equal((2, 0, 1, 1, 0), Numbers(report.Groups["gmail"]));
        Assert.Equal((3, 1, 2, 0, 1), Numbers(report.Sources["mail1"]));
        Assert.Equal((1, 0, 0, 1, 0), Numbers(report.Sources["mail2"]));
        Assert.Equal((2, 1, 1, 0, 0), Numbers(report.Campaigns["autumn"]));
        Assert.Equal((3, 1, 2, 0, 1), Numbers(report.RetryAges[RetryAge.FirstAttempt]));
        Assert.Equal((1, 0, 0, 1, 0), Numbers(report.RetryAges[RetryAge.Under6Hours]));
        Assert.Equal([RetryAge.FirstAttempt, RetryAge.Under6Hours], report.RetryAges.Keys.Order());
        Assert.Equal(3, report.Paths.Count);
        Assert.Equal(1, report.Total.Classes[ReplyClass.ConnectionLimit]);
        Assert.Equal(4, report.Total.Classes.Count);
        Assert.Equal(new AttemptCount(1, 1), report.Total.Engagements[Engagement.Dormant]);
        Assert.Equal(new AttemptCount(2, 0), report.Total.Engagements[Engagement.Normal]);
        Assert.Equal(new AttemptCount(2, 1), report.Total.RetryAges[RetryAge.FirstAttempt]);
    }

    [Theory]
    [InlineData(1, 100, RetryAge.FirstAttempt)]
    [InlineData(2, 0, RetryAge.Under30Minutes)]
    [InlineData(2, 29.99, RetryAge.Under30Minutes)]
    [InlineData(2, 30, RetryAge.Under2Hours)]
    [InlineData(2, 120, RetryAge.Under6Hours)]
    [InlineData(9, 360, RetryAge.Under24Hours)]
    [InlineData(9, 1440, RetryAge.Older)]
    public void Ages_have_their_bands(int attempt, double minutes, RetryAge expected) =>
        Assert.Equal(expected, ReportSample.AgeOf(attempt, TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void Recipients_accepted_count_even_when_another_reply_decided()
    {
        Add(Attempt(ReplyClass.BadMailbox, Permanence.Permanent, recipients: [Result(RecipientStatus.Delivered), Result(RecipientStatus.Failed), Result(RecipientStatus.Delivered)]));
        Assert.Equal(2, _window.GetReport(Start).Total.AcceptedRecipients);
    }

    [Fact]
    public void The_accepted_rate_is_over_the_time_the_pacer_ran()
    {
        for (var minute = 0; minute < 120; minute++)
        {
            Add(Attempt(at: Start.AddMinutes(minute)));
            if (minute == 0)
            {
                // Not less than a minute.
                Assert.Equal(60, _window.GetReport(Start.AddSeconds(1)).Total.AcceptedPerHour);
            }

            if (minute == 9)
            {
                Assert.Equal(60, _window.GetReport(Start.AddMinutes(10).AddTicks(-1)).Total.AcceptedPerHour, 0.01);
            }
        }

        var report = _window.GetReport(Start.AddMinutes(120).AddTicks(-1));
        Assert.Equal(60, report.Total.Attempts);
        Assert.Equal(60, report.Total.AcceptedPerHour, 0.01);
        Assert.Equal(Start.AddMinutes(60), report.From);
    }

    [Fact]
    public void What_is_older_than_the_window_leaves_and_idle_keys_with_it()
    {
        Add(Attempt(campaign: "autumn"));
        Assert.Equal(1, _window.GetReport(Start.AddMinutes(59)).Total.Attempts);

        var later = _window.GetReport(Start.AddMinutes(60));
        Assert.Equal(0, later.Total.Attempts);
        Assert.Empty(later.Paths);
        Assert.Empty(later.Groups);
        Assert.Empty(later.Campaigns);
        Assert.Empty(later.RetryAges);
    }

    [Fact]
    public void A_late_record_counts_while_it_is_in_the_window()
    {
        Add(Attempt(at: Start.AddMinutes(90)));
        Add(Attempt(at: Start.AddMinutes(31)));
        Add(Attempt(at: Start.AddMinutes(30)));
        Assert.Equal(2, _window.GetReport(Start.AddMinutes(90)).Total.Attempts);
        Assert.Equal(1, _window.GetReport(Start.AddMinutes(91)).Total.Attempts);
    }

    [Fact]
    public void A_clock_set_back_does_not_block_the_report()
    {
        Add(Attempt(at: Start.AddYears(4), campaign: "autumn"));
        Add(Attempt(at: Start));
        var report = _window.GetReport(Start.AddMinutes(1));
        Assert.Equal(1, report.Total.Attempts);
        Assert.Equal(1, report.RetryAges[RetryAge.FirstAttempt].Attempts);
        Assert.Equal(60, report.Total.AcceptedPerHour);
    }

    [Fact]
    public void Groups_and_campaigns_past_their_number_are_summed_up_and_get_a_place_when_others_leave()
    {
        for (var number = 0; number < 10; number++)
        {
            Add(Attempt(path: new EgressPath("mail1", $"d{number}.example"), campaign: $"c{number}"));
        }

        Add(Attempt(path: Gmail));
        var report = _window.GetReport(Start);
        Assert.Equal(["(other)", "d0.example", "d1.example", "d2.example", "gmail"], report.Groups.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(7, report.Groups[DeliveryReport.Others].Attempts);
        Assert.Equal(["(other)", "c0", "c1"], report.Campaigns.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(8, report.Campaigns[DeliveryReport.Others].Attempts);
        Assert.Equal(11, report.Total.Attempts);

        for (var number = 20; number < 24; number++)
        {
            Add(Attempt(at: Start.AddHours(2), path: new EgressPath("mail1", $"d{number}.example"), campaign: $"c{number}"));
        }

        report = _window.GetReport(Start.AddHours(2));
        Assert.Equal(["(other)", "d20.example", "d21.example", "d22.example"], report.Groups.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["(other)", "c20", "c21"], report.Campaigns.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_busiest_minute_of_connection_limits_is_known_by_group_and_in_all()
    {
        Add(Attempt(at: Start));
        foreach (var source in new[] { "mail1", "mail2" })
        {
            Add(Refused(Start.AddMinutes(5), new EgressPath(source, "gmail")));
            Add(Attempt(at: Start.AddMinutes(5), path: new EgressPath(source, "gmail")));
            Add(Refused(Start.AddMinutes(source == "mail1" ? 6 : 7), new EgressPath(source, "gmail")));
        }

        var report = _window.GetReport(Start.AddMinutes(10));
        Assert.Equal((2, 4), (report.Groups["gmail"].PeakConnectionLimits, report.Groups["gmail"].PeakAttempts));
        Assert.Equal((1, 1), (report.Sources["mail1"].PeakConnectionLimits, report.Sources["mail1"].PeakAttempts));
        Assert.Equal((0, 0), (report.Groups["microsoft-consumer"].PeakConnectionLimits, report.Groups["microsoft-consumer"].PeakAttempts));
    }

    [Fact]
    public void A_class_that_a_host_invented_is_counted_without_one()
    {
        Add(Attempt((ReplyClass)200, Permanence.Transient, engagement: (Engagement)9));
        var total = _window.GetReport(Start).Total;
        Assert.Equal((1, 0, 1, 0, 0), Numbers(total));
        Assert.Empty(total.Classes);
    }

    [Fact]
    public void It_counts_what_a_list_of_all_records_would()
    {
        var record = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 8], Gen.Int[0, 3], Gen.Int[0, 14], Gen.Int[0, 2]);
        record.Array[0, 200].Sample(steps =>
        {
            var window = new ReportWindow(Start, new TelemetryOptions { ReportBuckets = 10, MaxOtherGroups = 2 }, new GroupNames(2));
            var all = new List<(long Minute, int Class, int Verdict)>();
            var minute = 0L;
            foreach (var (pass, back, group, replyClass, verdict) in steps)
            {
                minute += pass;
                var at = Math.Max(0, minute - back);
                window.Add(
                    new EgressPath("s", $"g{group}"), null,
                    new ReportSample((Permanence)verdict, (ReplyClass)replyClass, false, verdict == 0 ? 1 : 0, Engagement.Normal, RetryAge.FirstAttempt), Start.AddMinutes(at));
                all.Add((at, replyClass, verdict));
            }

            var total = window.GetReport(Start.AddMinutes(minute)).Total;
            var expected = all.Where(item => item.Minute > minute - 10).ToList();
            Assert.Equal(
                (expected.Count, expected.Count(item => item.Verdict == 0), expected.Count(item => item.Verdict == 1), expected.Count(item => item.Verdict == 2), 0), Numbers(total));
            Assert.Equal(expected.CountBy(item => (ReplyClass)item.Class).OrderBy(pair => pair.Key), total.Classes.OrderBy(pair => pair.Key));
        });
    }

    private static (int Attempts, int Delivered, int Deferred, int Failed, int Refused) Numbers(DeliveryCounts counts) =>
        (counts.Attempts, counts.Delivered, counts.Deferred, counts.Failed, counts.RefusedConnections);

    private void Add(AttemptRecord record) => _window.Add(record.Path, record.Campaign, ReportSample.Of(record), record.At);
}
