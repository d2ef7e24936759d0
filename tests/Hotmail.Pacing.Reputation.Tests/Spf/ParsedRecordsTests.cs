using System.Globalization;
using Hotmail.Pacing.Reputation.Spf.Evaluation;

namespace Hotmail.Pacing.Reputation.Tests.Spf;

public class ParsedRecordsTests
{
    [Fact]
    public void A_record_is_taken_apart_once_and_its_case_matters()
    {
        var records = new ParsedRecords();

        Assert.Same(records.Get("v=spf1 -all"), records.Get(string.Concat("v=spf1 ", "-all")));
        Assert.Equal("v=spf1 -ALL", records.Get("v=spf1 -ALL").Text);
    }

    [Fact]
    public void What_is_kept_is_bounded()
    {
        var records = new ParsedRecords();

        for (var i = 0; i < 5000; i++)
        {
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), records.Get($"v=spf1 exp=%{{l}} n={i}").Modifiers[^1].Value);
            Assert.InRange(records.Count, 1, 1000);
        }

        var before = records.Count;
        Assert.Equal(6000, records.Get("v=spf1 x=" + new string('y', 5991)).Text.Length);
        Assert.Equal(before, records.Count);
    }
}
