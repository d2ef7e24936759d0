using System.Text;
using Hotmail.Pacing.Reputation.Dmarc;

namespace Hotmail.Pacing.Reputation.Tests.Dmarc;

public sealed class DuplicateReportTests
{
    private static readonly string Report = DmarcFiles.Report(DmarcFiles.Record(count: "7"));

    [Fact]
    public void A_report_given_again_is_listed_and_counts_once()
    {
        var summary = new DmarcReportSummary();
        Read(summary, Report, "first");
        Read(summary, Report.Replace("example.com", "EXAMPLE.com", StringComparison.Ordinal), "again");

        Assert.Equal([null, "first"], summary.Reports.Select(static report => report.DuplicateOf));
        Assert.Equal((7L, 7L, 7L), (summary.Totals.Messages, Assert.Single(summary.Sources).Totals.Messages, Assert.Single(summary.Days).Totals.Messages));
    }

    [Theory]
    [InlineData("receiver.example", "other.example")]
    [InlineData("r-1", "r-2")]
    [InlineData("<domain>example.com</domain><p>", "<domain>example.net</domain><p>")]
    [InlineData("1700000000", "1700000001")]
    [InlineData("1700086399", "1700086398")]
    public void Another_organisation_number_domain_or_range_is_another_report(string before, string after)
    {
        var summary = new DmarcReportSummary();
        Read(summary, Report, "first");
        Read(summary, Report.Replace(before, after, StringComparison.Ordinal), "other");

        Assert.Equal(14, summary.Totals.Messages);
    }

    [Theory]
    [InlineData("<report_id>r-1</report_id>")]
    [InlineData("<begin>1700000000</begin>")]
    [InlineData("<end>1700086399</end>")]
    public void One_that_cannot_be_told_from_others_counts(string missing)
    {
        var summary = new DmarcReportSummary();
        Read(summary, Report.Replace(missing, "", StringComparison.Ordinal), "first");
        Read(summary, Report.Replace(missing, "", StringComparison.Ordinal), "second");

        Assert.Equal(14, summary.Totals.Messages);
    }

    [Fact]
    public void A_stream_that_fails_midway_leaves_nothing_for_the_next_report()
    {
        var summary = new DmarcReportSummary();
        using var failing = new FailingStream(Encoding.UTF8.GetBytes(Report + new string(' ', 100_000)), Report.Length - 20);

        Assert.Throws<IOException>(() => new DmarcReportReader().Read(failing, "failing", summary, TestContext.Current.CancellationToken));
        Read(summary, Report, "next");

        Assert.Equal((7L, 7L), (summary.Totals.Messages, Assert.Single(summary.Sources).Totals.Messages));
        Assert.Equal("next", Assert.Single(summary.Reports).File);
    }

    private static void Read(DmarcReportSummary summary, string report, string name)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(report));
        new DmarcReportReader().Read(stream, name, summary, TestContext.Current.CancellationToken);
    }

    private sealed class FailingStream(byte[] content, int failAt) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            var left = failAt - (int)Position;
            return left > 0 ? base.Read(buffer, offset, Math.Min(left, count)) : throw new IOException("The disk is gone.");
        }
    }
}
