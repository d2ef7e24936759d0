using Hotmail.Pacing.Control;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Tests.Control;

public sealed class MessageTests
{
    [Fact]
    public void Without_evidence_messages_are_not_paced()
    {
        var driver = new Driver();

        Assert.True(Enumerable.Range(0, 1000).All(_ => driver.Path.TryReserveMessage(driver.Now, out var notBefore) && notBefore == driver.Now));
    }

    [Fact]
    public void A_rate_limit_halves_the_rate_it_complained_of()
    {
        var driver = Limited();

        Assert.Equal((ControlEventKind.RateLowered, 120.0 / 80, 1), (driver.Last, driver.Path.MessageInterval.TotalSeconds, driver.Path.Revision));
    }

    [Fact]
    public void A_paced_message_waits_for_its_turn()
    {
        var driver = Limited().WaitMinutes(1);
        Assert.True(driver.Path.TryReserveMessage(driver.Now, out _));
        Assert.False(driver.Path.TryReserveMessage(driver.Now, out var notBefore));
        Assert.Equal(driver.Now + driver.Path.MessageInterval, notBefore);

        Assert.True(driver.Path.TryReserveMessage(notBefore, out _));
    }

    [Fact]
    public void Rate_limits_of_one_event_lower_the_rate_once()
    {
        var driver = Limited();
        var interval = driver.Path.MessageInterval;
        driver.Reply(ReplyClass.RateLimit, 5);

        Assert.Equal(interval, driver.Path.MessageInterval);
    }

    [Fact]
    public void One_mailbox_that_is_written_to_too_often_slows_no_path() =>
        Assert.Equal(0, new Driver().Fill(3).Reply(ReplyClass.Success, 1000).Reply(ReplyClass.RateLimit).Path.Revision);

    [Fact]
    public void The_rate_recovers_and_in_the_end_is_free_again()
    {
        var driver = Limited();
        var before = driver.Path.MessageInterval;
        driver.WaitMinutes(5);
        Assert.True(driver.Path.MessageInterval < before);
        for (var i = 0; i < 30; i++)
        {
            driver.WaitMinutes(5);
        }

        Assert.Equal((TimeSpan.Zero, ControlEventKind.RateRaised), (driver.Path.MessageInterval, driver.Last));
    }

    [Fact]
    public void A_reputation_throttle_slows_the_messages_down_too() =>
        Assert.Equal(ControlEventKind.RateLowered, new Driver().Fill(3).Reply(ReplyClass.Success, 5).Reply(ReplyClass.ReputationThrottle).Last);

    [Fact]
    public void Too_many_messages_on_a_connection_lowers_that_cap_to_what_worked()
    {
        var driver = new Driver().Fill(3).Reply(ReplyClass.ConnectionLimit, 2, LimitScope.MessagesPerConnection, 20);

        Assert.Equal((20, ControlEventKind.MessageCapLowered, 1, 25), (driver.Path.MessagesPerConnection, driver.Last, driver.Path.Revision, driver.Path.Ceiling));
        Assert.Equal((50, ControlEventKind.MessageCapForgotten), (driver.Wait(TimeSpan.FromHours(12)).Path.MessagesPerConnection, driver.Last));
    }

    [Theory]
    [InlineData(ReplyClass.Greylist)]
    [InlineData(ReplyClass.MailboxFull)]
    [InlineData(ReplyClass.BadMailbox)]
    [InlineData(ReplyClass.ContentRejected)]
    [InlineData(ReplyClass.ServerTemporary)]
    public void What_concerns_a_message_changes_nothing_of_the_path(ReplyClass replyClass) =>
        Assert.Equal(0, new Driver().Fill(3).Reply(replyClass, 100).Path.Revision);

    private static Driver Limited() => new Driver().Fill(3).Reply(ReplyClass.Success, 78).Reply(ReplyClass.RateLimit, 2);
}
