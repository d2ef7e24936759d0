using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.Tests.Telemetry;

public sealed class LogTextTests
{
    [Fact]
    public void A_reply_is_one_masked_line()
    {
        var reply = new SmtpReply(550, "<jane@example.com>\nuser unknown\r\u001b[31m", SmtpStage.Rcpt, new EnhancedStatusCode(5, 1, 1));
        Assert.Equal("550 5.1.1 <j***@example.com> user unknown  [31m", new LogText(false).Reply(reply));
    }

    [Fact]
    public void Addresses_are_shown_when_the_host_wants_to_see_them()
    {
        var text = new LogText(true);
        Assert.Equal("jane@example.com", text.Line("jane@example.com"));
        Assert.Contains("jane@example.com", text.Error(new InvalidOperationException("jane@example.com")), StringComparison.Ordinal);
    }

    [Fact]
    public void Exceptions_quote_no_address() =>
        Assert.Contains(": no j***@example.com", new LogText(false).Error(new InvalidOperationException("no jane@example.com")), StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(10)]
    public void A_long_text_is_cut_after_it_was_masked(int shift)
    {
        var line = new LogText(false).Line(new string('x', LogText.MaxLength - 10 - shift) + " jane.doe@example.com " + new string('y', 1000));
        Assert.Equal(LogText.MaxLength + 1, line.Length);
        Assert.EndsWith("…", line, StringComparison.Ordinal);
        Assert.DoesNotContain("jane", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_splits_no_surrogate_pair()
    {
        var line = new LogText(false).Line(new string('x', LogText.MaxLength - 1) + "😀😀");
        Assert.Equal(new string('x', LogText.MaxLength - 1) + "…", line);
    }

    [Fact]
    public void What_is_missing_is_said()
    {
        Assert.Equal("no reply", new LogText(false).Reply(null));
        Assert.Equal(string.Empty, new LogText(false).Line(null));
    }
}
