using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Tests.Text;

public sealed class TextTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("0.5s", 0.5)]
    [InlineData("30m", 1800)]
    [InlineData("1h30m", 5400)]
    [InlineData("4d", 345_600)]
    public void Spans_of_time_are_read(string text, double seconds)
    {
        Assert.True(Durations.TryParse(text, out TimeSpan duration));
        Assert.Equal(seconds, duration.TotalSeconds, 6);
    }

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("2")]
    [InlineData("0s")]
    [InlineData("-1h")]
    [InlineData("1w")]
    [InlineData("1h 30m")]
    [InlineData("99999d")]
    [InlineData("1e9d")]
    [InlineData("999999999999999999999999999999999999999999d")]
    public void What_is_no_span_of_time_is_not(string text) => Assert.False(Durations.TryParse(text, out _));

    [Theory]
    [InlineData(-5, "0s")]
    [InlineData(59.9, "59s")]
    [InlineData(61, "1m 1s")]
    [InlineData(7380, "2h 3m")]
    [InlineData(90_000, "1d 1h")]
    public void Spans_of_time_are_written(double seconds, string text) => Assert.Equal(text, Durations.Format(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_table_is_as_wide_as_what_is_in_it()
    {
        Assert.Equal(
            """
            NAME   COUNT  NOTE
            a          1  short
            bcdef     22  a note that is long
            """, Write(null));
    }

    [Theory]
    [InlineData(34, "bcdef     22  a note that is long")]
    [InlineData(30, "bcdef     22  a note that is…")]
    [InlineData(10, "bcdef     22  a note that…")]
    public void On_a_screen_the_column_that_may_be_cut_is_but_not_to_nothing(int width, string last) => Assert.Equal(last, Write(width).Split('\n')[^1]);

    [Fact]
    public void Of_a_path_the_end_is_kept()
    {
        var table = new TextTable(new("FILE", MayBeCut: true, KeepsEnd: true), new("COUNT", IsNumber: true));
        table.Add("reports/2026/11/receiver.example.xml", "1");
        var writer = new StringWriter { NewLine = "\n" };

        table.Write(writer, 25);

        Assert.Equal("FILE               COUNT\n…iver.example.xml      1\n", writer.ToString());
    }

    [Theory]
    [InlineData(null, "label: one two three four five six\n")]
    [InlineData(32, "label: one two three four five\n       six\n")]
    [InlineData(1, "label: one two three four five\n       six\n")]
    public void A_paragraph_is_folded_below_its_beginning(int? width, string expected) => Assert.Equal(expected, Fold("one two three four five six", width));

    [Fact]
    public void A_word_that_is_longer_than_a_line_stays_whole() =>
        Assert.Equal($"label: a\n       {new string('x', 40)}\n       b\n", Fold($"a {new string('x', 40)} b", 32));

    private static string Fold(string text, int? width)
    {
        var writer = new StringWriter { NewLine = "\n" };
        Paragraph.Write(writer, "label: ", text, width);
        return writer.ToString();
    }


    private static string Write(int? width)
    {
        var table = new TextTable(new("NAME"), new("COUNT", IsNumber: true), new("NOTE", MayBeCut: true));
        table.Add("a", "1", "short");
        table.Add("bcdef", "22", "a note that\nis long");
        var writer = new StringWriter { NewLine = "\n" };
        table.Write(writer, width);
        return writer.ToString().TrimEnd();
    }
}
