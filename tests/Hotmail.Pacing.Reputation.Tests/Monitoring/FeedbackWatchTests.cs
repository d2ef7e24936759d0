using System.Net;
using Hotmail.Pacing.Reputation.Monitoring;
using Hotmail.Pacing.Reputation.Observations;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Monitoring;

public sealed class FeedbackWatchTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Start);
    private readonly ReportDrop _drop = new();
    private readonly FeedbackWatch _watch;

    public FeedbackWatchTests() => _watch = new FeedbackWatch(_drop.Folder, _time);

    public void Dispose() => _drop.Dispose();

    [Fact]
    public async Task The_latest_day_of_each_address_is_told_with_the_time_of_its_end()
    {
        _drop.Put("data.csv", Row("11/22/2026", "RED", "< 0.1%") + Row("11/23/2026", "YELLOW", "0.4%") + Row("11/22/2026", "GREEN", "< 0.1%", "2001:db8::1"));

        var told = await RunAsync();

        var end = new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
        Assert.Equal(
            [("192.0.2.1", FilterVerdict.Yellow, end), ("2001:db8::1", FilterVerdict.Green, end.AddDays(-1))],
            told.OfType<FilterObservation>().Select(static filter => (filter.Address.ToString(), filter.Verdict, filter.At)).Order());
        Assert.Equal([0, 0.004], told.OfType<ComplaintObservation>().Select(static complaint => complaint.Rate).Order());
        Assert.Empty(await RunAsync());
    }

    [Fact]
    public async Task An_older_file_that_comes_later_says_nothing_against_the_latest_day()
    {
        _drop.Put("new.csv", Row("11/23/2026", "GREEN"));
        await RunAsync();
        _drop.Put("old.csv", Row("11/20/2026", "RED"));
        Assert.DoesNotContain(await RunAsync(), static seen => seen is FilterObservation { Verdict: FilterVerdict.Red });
    }

    [Fact]
    public async Task A_day_that_is_not_over_was_seen_now_and_one_that_is_long_over_or_yet_to_come_says_nothing()
    {
        _drop.Put("data.csv", Row("11/25/2026", "RED") + Row("11/10/2026", "RED", address: "192.0.2.2") + Row("11/27/2026", "RED", address: "192.0.2.3"));
        var told = Assert.Single(await RunAsync());
        Assert.Equal(("192.0.2.1", Start), (((FilterObservation)told).Address.ToString(), told.At));
        Assert.Equal((1, 0), _watch.Count);
        _time.Advance(TimeSpan.FromDays(15));
        await RunAsync();
        Assert.Equal((0, 0), _watch.Count);
    }

    [Fact]
    public async Task Complaints_of_a_day_are_divided_by_the_recipients_that_SNDS_has_for_it()
    {
        _drop.Put("1.eml", Complaint("24 Nov 2026 20:00:00 +0000", "a")).Put("2.eml", Complaint("25 Nov 2026 07:59:00 +0000", "b")).Put("3.eml", Complaint("25 Nov 2026 08:00:00 +0000", "c"));
        Assert.Empty(await RunAsync());

        _drop.Put("data.csv", Row("11/24/2026", "GREEN", "< 0.1%", recipients: 500));

        var rate = Assert.Single((await RunAsync()).OfType<ComplaintObservation>());
        Assert.Equal((IPAddress.Parse("192.0.2.1"), 0.004, new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero)), (rate.Address, rate.Rate, rate.At));
    }

    [Fact]
    public async Task What_SNDS_says_at_least_goes_before_fewer_complaints_and_without_recipients_nothing_is_divided()
    {
        _drop.Put("1.eml", Complaint("24 Nov 2026 20:00:00 +0000", "a")).Put("data.csv", Row("11/24/2026", "GREEN", "0.5%", recipients: 500));
        Assert.Equal(0.005, Assert.Single((await RunAsync()).OfType<ComplaintObservation>()).Rate);
        _drop.Put("data.csv", Row("11/24/2026", "GREEN", recipients: 0));
        Assert.Empty((await RunAsync()).OfType<ComplaintObservation>());
    }

    [Fact]
    public async Task A_complaint_counts_once_also_under_another_name_and_when_its_mailbox_grows()
    {
        _drop.Put("data.csv", Row("11/24/2026", "GREEN", recipients: 1000)).Put("1.eml", Complaint("24 Nov 2026 20:00:00 +0000", "a"));
        Assert.Equal(0.001, await RateAsync());

        File.Move(_drop.PathOf("1.eml"), _drop.PathOf("1.eml,S"));
        var mailbox = Mailbox("b") + Mailbox("b");
        _drop.Put("box", mailbox);
        Assert.Equal(0.003, await RateAsync());

        _drop.Put("box", mailbox + Mailbox("c"));
        Assert.Equal(0.004, await RateAsync());
        Assert.Equal(4, _watch.Count.Complaints);
    }

    [Fact]
    public async Task That_nobody_complained_is_no_complaint()
    {
        _drop.Put("data.csv", Row("11/24/2026", "GREEN", recipients: 1000))
            .Put("1.eml", Complaint("24 Nov 2026 20:00:00 +0000", "a", "not-spam"))
            .Put("2.eml", Complaint("24 Nov 2026 20:00:00 +0000", "b", "auth-failure"));
        Assert.Empty((await RunAsync()).OfType<ComplaintObservation>());
    }

    [Theory]
    [InlineData("<html><body>Sign in</body></html>")]
    [InlineData("ip,start\nnonsense,never\n")]
    public async Task A_page_in_place_of_the_data_is_named_and_keeps_no_other_file_from_being_told(string page)
    {
        _drop.Put("a.csv", page).Put("b.csv", Row("11/24/2026", "RED"));
        Assert.Contains("a.csv: ", (await Assert.ThrowsAsync<InvalidDataException>(RunAsync)).Message, StringComparison.Ordinal);
        Assert.Single(_drop.Take<FilterObservation>());
    }

    private async Task<IReadOnlyList<ReputationObservation>> RunAsync()
    {
        await _watch.RunAsync(_drop, TestContext.Current.CancellationToken);
        return _drop.Take<ReputationObservation>();
    }

    private async Task<double> RateAsync() => Assert.Single((await RunAsync()).OfType<ComplaintObservation>()).Rate;

    private static string Row(string day, string filter, string rate = "", string address = "192.0.2.1", int recipients = 1100) =>
        $"{address},{day} 12:00 AM,{day} 11:59 PM,1200,1000,{recipients},{filter},{rate},,,0,mx.shop.example,news@shop.example,\r\n";

    private static string Mailbox(string id) => "From fbl@receiver.example Tue Nov 24 20:00:00 2026\r\n" + Complaint("24 Nov 2026 20:00:00 +0000", id) + "\r\n";

    private static string Complaint(string arrival, string id, string type = "abuse") =>
        $"""
        From: <fbl@receiver.example>
        To: <abuse@shop.example>
        Subject: complaint
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="b"

        --b
        Content-Type: text/plain

        This is a complaint.

        --b
        Content-Type: message/feedback-report

        Feedback-Type: {type}
        User-Agent: test/1.0
        Version: 1
        Arrival-Date: {arrival}
        Source-IP: 192.0.2.1

        --b
        Content-Type: text/rfc822-headers

        From: <news@shop.example>
        Message-ID: <{id}@shop.example>
        Subject: news

        --b--

        """.ReplaceLineEndings("\r\n");
}
