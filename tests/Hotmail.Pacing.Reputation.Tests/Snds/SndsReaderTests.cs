using System.Text;
using Hotmail.Pacing.Reputation.Observations;
using Hotmail.Pacing.Reputation.Snds;

namespace Hotmail.Pacing.Reputation.Tests.Snds;

public sealed class SndsReaderTests
{
    private const string Row = "192.0.2.1,6/12/2026 7:00 AM,6/13/2026 12:30 AM,1200,1000,1100,GREEN,< 0.1%,,,0,mx.shop.example,news@shop.example,";

    [Fact]
    public void A_row_without_a_header_has_the_fourteen_columns()
    {
        var file = Read(Row + "\r\n");

        Assert.Empty(file.Errors);
        var day = Assert.Single(file.Days);
        Assert.Equal(("192.0.2.1", new DateOnly(2026, 6, 12)), (day.Address.ToString(), day.Date));
        Assert.Equal((new DateTime(2026, 6, 12, 7, 0, 0), new DateTime(2026, 6, 13, 0, 30, 0)), (day.ActivityStart, day.ActivityEnd));
        Assert.Equal((1200L, 1000L, 1100L, 0L), (day.RcptCommands, day.DataCommands, day.MessageRecipients, day.TrapHits));
        Assert.Equal((FilterVerdict.Green, new ComplaintRate(0, 0.001)), (day.FilterResult, day.ComplaintRate));
        Assert.Equal(("mx.shop.example", "news@shop.example", null), (day.SampleHelo, day.SampleMailFrom, day.Comments));
    }

    [Fact]
    public void Texts_that_are_made_long_are_cut_and_of_a_file_of_them_not_all_are_kept()
    {
        var text = new StringBuilder();
        for (var row = 0; row < 18_000; row++)
        {
            text.Append(Row).Append('c', 1_200).Append('\n');
        }

        var file = Read(text.ToString());

        Assert.Equal((18_000, 1_000), (file.Days.Count, file.Days[0].Comments!.Length));
        Assert.InRange(file.Days.Sum(static day => (day.Comments?.Length + day.SampleHelo?.Length + day.SampleMailFrom?.Length) ?? 0L), 16_000_000, 16 << 20);
        Assert.Contains("not kept", Assert.Single(file.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_says_which_column_is_which()
    {
        var file = Read("\uFEFFFilter Result,Comments,IP Address,Activity period start,Activity period end,Complaint rate,Trap message period start,Trap hits,RCPT commands,DATA commands,Message recipients,Sample HELO,Sample MAIL FROM,New column\n"
            + "red,\"a, \"\"b\"\"\nc\",2001:db8::1,2026-06-12T07:00:00,,0.4%,,7,\"1,200\",3,4,h,m,?\n");

        Assert.Empty(file.Errors);
        var day = Assert.Single(file.Days);
        Assert.Equal((FilterVerdict.Red, "a, \"b\"\nc", "2001:db8::1", 7L, 1200L, 3L, 4L), (day.FilterResult, day.Comments, day.Address.ToString(), day.TrapHits, day.RcptCommands, day.DataCommands, day.MessageRecipients));
        Assert.Equal((new ComplaintRate(0.004, 0.004), "h", "m", null), (day.ComplaintRate, day.SampleHelo, day.SampleMailFrom, day.ActivityEnd));
    }

    [Theory]
    [InlineData("< 0.1%", 0, 0.001)]
    [InlineData("0.3 %", 0.003, 0.003)]
    [InlineData(">1%", 0.01, 1)]
    [InlineData("0.1% - 0.3%", 0.001, 0.003)]
    [InlineData("0.1 - 0.3%", 0.001, 0.003)]
    [InlineData("0", 0, 0)]
    public void A_complaint_rate_has_bounds(string text, double lower, double upper)
    {
        var rate = Assert.Single(Read(Row.Replace("< 0.1%", text, StringComparison.Ordinal)).Days).ComplaintRate!.Value;

        Assert.Equal((lower, upper), (rate.Lower, rate.Upper));
    }

    [Fact]
    public void Blocked_addresses_are_read_from_the_other_file()
    {
        var file = Read("192.0.2.1,192.0.2.9,Yes,\"Blocked, due to user complaints\"\r\n198.51.100.1,198.51.100.1,No,\r\n");

        Assert.Empty(file.Errors);
        Assert.Equal(
            [("192.0.2.1", "192.0.2.9", true, "Blocked, due to user complaints"), ("198.51.100.1", "198.51.100.1", false, null)],
            file.Blocks.Select(static block => (block.First.ToString(), block.Last.ToString(), block.IsBlocked, block.Details)));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2", "line 2, column 1", "no IP address", 1)]
    [InlineData("6/12/2026 7:00 AM", "13/32/2026", "line 2, column 2", "no date", 1)]
    [InlineData("1200", "-5", "line 2, column 4", "no number", 2)]
    [InlineData("GREEN", "7", "line 2, column 7", "no filter result", 2)]
    [InlineData("< 0.1%", "low", "line 2, column 8", "no complaint rate", 2)]
    [InlineData("< 0.1%", "0.2", "line 2, column 8", "no complaint rate", 2)]
    [InlineData("mx.shop", "\"mx", "line 2, column 1", "not closed", 1)]
    public void What_cannot_be_understood_is_an_error_with_its_line_and_column(string part, string wrong, string position, string says, int days)
    {
        var file = Read($"{Row}\n{Row.Replace(part, wrong, StringComparison.Ordinal)}\n");

        Assert.Equal(days, file.Days.Count);
        var error = Assert.Single(file.Errors);
        Assert.Equal(("file", position), (error.File, error.Position));
        Assert.Contains(says, error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b,c,d,e,f\n", "no SNDS data")]
    [InlineData("<html><body>Not found</body></html>", "no SNDS data")]
    [InlineData("1", "no IP address")]
    public void What_is_no_SNDS_data_is_an_error(string content, string says)
    {
        var file = Read(content);

        Assert.Empty(file.Days);
        Assert.Contains(says, Assert.Single(file.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_has_nothing_and_nothing_wrong()
    {
        var file = Read("\r\n\n");

        Assert.Empty(file.Days);
        Assert.Empty(file.Errors);
    }

    [Fact]
    public void Every_limit_ends_in_an_error()
    {
        Assert.Contains("more than 1 rows", Assert.Single(Read($"{Row}\n{Row}", new SndsReaderOptions { MaxRows = 1 }).Errors).Reason, StringComparison.Ordinal);
        Assert.Contains("longer than 50", Assert.Single(Read(Row, new SndsReaderOptions { MaxRowLength = 50 }).Errors).Reason, StringComparison.Ordinal);
        Assert.Equal(2, Read("192.0.2.1,x\n192.0.2.1,x\n192.0.2.1,x\n", new SndsReaderOptions { MaxErrors = 2 }).Errors.Count);
    }

    private static SndsFile Read(string content, SndsReaderOptions? options = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        return new SndsReader(options).Read(stream, "file", TestContext.Current.CancellationToken);
    }
}
