using System.Net;
using Hotmail.Pacing.Reputation.Alerts;
using Hotmail.Pacing.Reputation.Observations;

namespace Hotmail.Pacing.Reputation.Tests.Alerts;

/// <summary>Clocks that are set back, days that are yet to come, and several ways to write the same thing.</summary>
public sealed class OddObservationAlertTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = DateOnly.FromDateTime(Start.UtcDateTime);
    private readonly AlertJournal _journal = new(new AlertOptions());

    [Fact]
    public void After_the_clock_was_set_back_what_still_stands_is_told_after_a_quiet_period_and_not_after_a_year()
    {
        Assert.Single(_journal.Observe(Listing(), Start.AddDays(365)));
        Assert.Empty(_journal.Observe(Listing(), Start));
        Assert.Empty(_journal.Observe(Listing(), Start.AddHours(23)));
        Assert.True(Assert.Single(_journal.Observe(Listing(), Start.AddHours(24))).IsReminder);
    }

    [Fact]
    public void The_same_written_otherwise_is_not_told_again()
    {
        Assert.Equal("192.0.2.1 at zen.spamhaus.org", Assert.Single(_journal.Observe(Listing(), Start)).Subject);
        Assert.Empty(_journal.Observe(Listing() with { Subject = "::ffff:192.0.2.1", List = "ZEN.spamhaus.org." }, Start));

        Assert.Single(_journal.Observe(Complaint("192.0.2.1"), Start));
        Assert.Empty(_journal.Observe(Complaint("::ffff:192.0.2.1"), Start));

        Assert.Single(_journal.Observe(Broken("example.com"), Start));
        Assert.Empty(_journal.Observe(Broken("Example.COM."), Start));

        Assert.Equal("192.0.2.1 for example.com", Assert.Single(_journal.Observe(Day(Today, 30), Start)).Subject);
        Assert.Empty(_journal.Observe(Day(Today, 30) with { Address = IPAddress.Parse("::ffff:192.0.2.1"), Domain = "EXAMPLE.com" }, Start));
    }

    [Fact]
    public void Days_that_are_yet_to_come_say_nothing_and_push_out_none_that_were()
    {
        for (var day = 14; day > 0; day--)
        {
            _journal.Observe(Day(Today.AddDays(-day), 1000, failing: 10) with { IsVerified = true }, Start);
        }

        for (var day = 2; day < 40; day++)
        {
            Assert.Empty(_journal.Observe(Day(Today.AddDays(day), 1000, failing: 1000), Start));
        }

        Assert.Equal(AlertKind.AuthenticationFailures, Assert.Single(_journal.Observe(Day(Today, 1000, failing: 200) with { IsVerified = true }, Start)).Kind);
    }

    [Fact]
    public void What_others_wrote_stays_on_one_line_and_short()
    {
        var alert = Assert.Single(_journal.Observe(Broken("a\nb") with { Evidence = "x\r\ny" + new string('z', 100_000) }, Start));
        Assert.DoesNotContain('\n', alert.Subject + alert.Evidence);
        Assert.InRange(alert.Evidence.Length, 200, 400);
    }

    private static ListingObservation Listing() => new() { Subject = "192.0.2.1", List = "zen.spamhaus.org", IsListed = true, At = Start };

    private static ComplaintObservation Complaint(string address) => new() { Address = IPAddress.Parse(address), Rate = 0.01, At = Start };

    private static AuthenticationObservation Broken(string domain) => new() { Domain = domain, IsBroken = true, At = Start };

    private static SourceDay Day(DateOnly day, long messages, long failing = 0) =>
        new() { Domain = "example.com", Address = IPAddress.Parse("192.0.2.1"), Day = day, Messages = messages, Failing = failing, IsVerified = false, At = Start };
}
