using System.Net;
using Hotmail.Pacing.Reputation.Complaints;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Observations;
using Hotmail.Pacing.Reputation.Snds;

namespace Hotmail.Pacing.Reputation.Tests.Complaints;

public sealed class ComplaintSummaryTests
{
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.1");
    private static readonly DateOnly Day = new(2026, 6, 12);

    [Fact]
    public void Complaints_are_counted_by_address_and_day_beside_what_SNDS_tells()
    {
        var summary = new ComplaintSummary();
        summary.Add(Complaint("c1:shop") with { Incidents = 3 });
        summary.Add(Complaint("c1:shop") with { ArrivalDate = new DateTimeOffset(2026, 6, 13, 1, 0, 0, TimeSpan.FromHours(2)) });
        summary.Add(Complaint("c1:shop") with { ArrivalDate = null });
        summary.Add(Snds(FilterVerdict.Green));
        summary.Add(Snds(FilterVerdict.Green) with { Date = Day.AddDays(-1) });

        Assert.Equal([(Day.AddDays(-1), 0L, true), (Day, 4L, true)], summary.Days.Select(static day => (day.Date, day.Complaints, day.Snds is not null)));
        Assert.Equal(5, summary.Complaints);
    }

    [Fact]
    public void Complaints_are_attributed_by_Feedback_ID_then_List_ID_or_as_the_host_says()
    {
        Complaint[] complaints =
        [
            Complaint("c1:shop:bulk:x"), Complaint("c1"), Complaint(null) with { ListId = "<offers.shop.example>" }, Complaint(null) with { ReturnPath = "bounce+c2@shop.example" },
            Complaint("c3") with { FeedbackType = "not-spam" }, Complaint("c3") with { FeedbackType = "auth-failure" },
        ];
        var (usual, own) = (new ComplaintSummary(), new ComplaintSummary(static complaint => complaint.ReturnPath?.Split('+', '@')[1]));
        foreach (var complaint in complaints)
        {
            usual.Add(complaint);
            own.Add(complaint);
        }

        Assert.Equal([("c1", 2L), ("<offers.shop.example>", 1L)], usual.Campaigns.Select(static campaign => (campaign.Key, campaign.Value)));
        Assert.Equal((4L, 1L, 2L), (usual.Complaints, usual.Unattributed, usual.OtherReports));
        Assert.Equal("complaints-unattributed", Assert.Single(usual.FindIssues()).Code);
        Assert.Equal([("c2", 1L)], own.Campaigns.Select(static campaign => (campaign.Key, campaign.Value)));
        Assert.Equal(3, own.Unattributed);
    }

    [Theory]
    [InlineData(0, 0.001, null)]
    [InlineData(0.001, 0.001, null)]
    [InlineData(0.0011, 0.0011, "complaints-raised-rate")]
    [InlineData(0.0029, 1, "complaints-raised-rate")]
    [InlineData(0.003, 0.003, "complaints-high-rate")]
    public void A_complaint_rate_is_judged_by_what_it_is_at_least(double lower, double upper, string? code)
    {
        var summary = new ComplaintSummary();
        summary.Add(Snds(FilterVerdict.Green) with { ComplaintRate = new ComplaintRate(lower, upper) });

        Assert.Equal(code is null ? [] : [code], summary.FindIssues().Select(static issue => issue.Code));
    }

    [Theory]
    [InlineData("complaints-filter-red", FilterVerdict.Red, 0, 1000, 1000L, 1000)]
    [InlineData("complaints-filter-yellow", FilterVerdict.Yellow, 0, 1000, 1000L, 1000)]
    [InlineData("complaints-trap-hits", FilterVerdict.Green, 1, 1000, 1000L, 1000)]
    [InlineData("complaints-unknown-recipients", FilterVerdict.Green, 0, 1000, 900L, 900)]
    [InlineData("complaints-unknown-recipients", FilterVerdict.Green, 0, 1000, null, 900)]
    [InlineData(null, FilterVerdict.Green, 0, 1000, 901L, 500)]
    [InlineData(null, FilterVerdict.Green, 0, 99, 10L, 10)]
    public void Each_kind_of_bad_day_is_an_issue(string? code, FilterVerdict filter, int traps, int rcpt, long? recipients, int data)
    {
        var summary = new ComplaintSummary();
        summary.Add(Snds(filter) with { TrapHits = traps, RcptCommands = rcpt, MessageRecipients = recipients, DataCommands = data });
        summary.Add(Snds(FilterVerdict.Green) with { Date = Day.AddDays(1) });

        var issues = summary.FindIssues();

        Assert.Equal(code is null ? [] : [code], issues.Select(static issue => issue.Code));
        Assert.All(issues, static issue =>
        {
            Assert.Equal("192.0.2.1", issue.Subject);
            Assert.StartsWith("On 2026-06-12, ", issue.Evidence, StringComparison.Ordinal);
            Assert.EndsWith("such days: 1.", issue.Evidence, StringComparison.Ordinal);
            Assert.Same(issue.Definition, IssueCatalogue.Find(issue.Code));
        });
    }

    [Fact]
    public void A_blocked_address_is_critical_and_the_worst_day_speaks_for_an_address()
    {
        var summary = new ComplaintSummary();
        summary.Add(new SndsBlock { First = Address, Last = IPAddress.Parse("192.0.2.9"), IsBlocked = true, Details = "junked" });
        summary.Add(new SndsBlock { First = Address, Last = Address, IsBlocked = false });
        summary.Add(Snds(FilterVerdict.Green) with { TrapHits = 2 });
        summary.Add(Snds(FilterVerdict.Green) with { TrapHits = 9, Date = Day.AddDays(3) });

        var issues = summary.FindIssues();

        Assert.Equal(["complaints-blocked-address", "complaints-trap-hits"], issues.Select(static issue => issue.Code));
        Assert.Equal(IssueSeverity.Critical, issues[0].Severity);
        Assert.Equal("SNDS lists 192.0.2.1 to 192.0.2.9 as blocked: junked.", issues[0].Evidence);
        Assert.Equal("On 2026-06-15, 9 messages went to trap accounts; such days: 2.", issues[1].Evidence);
    }

    private static Complaint Complaint(string? feedbackId) => new()
    {
        File = "file", Format = ComplaintFormat.Arf, FeedbackType = "abuse", SourceAddress = Address, FeedbackId = feedbackId, ArrivalDate = new DateTimeOffset(2026, 6, 12, 8, 0, 0, TimeSpan.Zero),
    };

    private static SndsDay Snds(FilterVerdict filter) => new() { Address = Address, Date = Day, FilterResult = filter };
}
