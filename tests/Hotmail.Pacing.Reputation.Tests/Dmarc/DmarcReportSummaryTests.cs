using System.Text.Json;
using Hotmail.Pacing.Reputation.Dmarc;

namespace Hotmail.Pacing.Reputation.Tests.Dmarc;

public sealed class DmarcReportSummaryTests
{
    [Fact]
    public void Sums_are_by_source_in_messages()
    {
        var summary = DmarcFiles.Read(DmarcFiles.Report(
            DmarcFiles.Record("192.0.2.1", "6", spf: "pass", dkim: "fail")
            + DmarcFiles.Record("192.0.2.1", "2", spf: "fail", dkim: "fail", disposition: "reject")
            + DmarcFiles.Record("::ffff:192.0.2.1", "2", spf: "pass", dkim: "pass")
            + DmarcFiles.Record("2001:DB8:0::1", "30", spf: "fail", dkim: "pass", disposition: "quarantine")));

        Assert.Equal(["2001:db8::1", "192.0.2.1"], summary.Sources.Select(source => source.Address!.ToString()));
        var totals = summary.Sources[1].Totals;
        Assert.Equal((3L, 10L, 8L, 2L, 8L), (totals.Records, totals.Messages, totals.SpfAligned, totals.DkimAligned, totals.DmarcPassed));
        Assert.Equal((0L, 10L, 2L, 0L), (totals.SpfPassed, totals.DkimPassed, totals.Rejected, totals.Quarantined));
        Assert.Equal((0.8, 0.2, 0.8, 0.0, 1.0), (totals.SpfAlignedRate, totals.DkimAlignedRate, totals.DmarcPassRate, totals.SpfPassRate, totals.DkimPassRate));
        Assert.Equal((40L, 38L, 30L), (summary.Totals.Messages, summary.Totals.DmarcPassed, summary.Totals.Quarantined));
    }

    [Fact]
    public void The_trend_is_by_the_day_in_UTC_on_which_reports_begin()
    {
        var summary = new DmarcReportSummary();
        foreach (var (begin, count) in new[] { ("1700006400", "5"), ("1700006399", "1"), ("1699920000", "2"), ("x", "9"), ("9223372036854775807", "9") })
        {
            using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(DmarcFiles.Report(DmarcFiles.Record(count: count), begin)));
            new DmarcReportReader().Read(stream, "file", summary, TestContext.Current.CancellationToken);
        }

        Assert.Equal([(new DateOnly(2023, 11, 14), 3L), (new DateOnly(2023, 11, 15), 5L)], summary.Days.Select(day => (day.Date, day.Totals.Messages)));
        Assert.Equal(5, summary.Reports.Count);
    }

    [Fact]
    public void No_message_has_no_rate() => Assert.Null(DmarcFiles.Read(DmarcFiles.Report(DmarcFiles.Record(count: "0"))).Totals.DmarcPassRate);

    [Fact]
    public void A_report_that_breaks_off_counts_for_nothing()
    {
        var report = DmarcFiles.Report(DmarcFiles.Record());
        var archive = DmarcPacked.Zip(("cut.xml", report[..^5]), ("whole.xml", report));

        var summary = DmarcFiles.Read(archive);

        Assert.Equal(1, Assert.Single(summary.Sources).Totals.Messages);
        Assert.Equal(1, summary.Totals.Messages);
        Assert.Single(summary.Errors);
    }

    [Fact]
    public void The_JSON_has_the_names_and_values_that_are_promised()
    {
        var summary = DmarcFiles.Read(DmarcFiles.Report(DmarcFiles.Record(count: "3", dkim: "fail") + DmarcFiles.Record(count: "x") + DmarcFiles.Record("?", "1", "fail", "fail"), end: "-"));

        using var json = JsonDocument.Parse(DmarcReportJson.Write(summary, null));
        using var stream = new MemoryStream();
        DmarcReportJson.Write(stream, summary, null);

        Assert.Equal(DmarcReportJson.Write(summary, null), System.Text.Encoding.UTF8.GetString(stream.ToArray()));
        Assert.Equal(["reports", "sources", "errors"], json.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            """{"file":"file","org":"receiver.example","report_id":"r-1","domain":"example.com","begin":1700000000,"end":null,"records":3,"messages":4,"spf_aligned":3,"dkim_aligned":0,"dmarc_pass":3}""",
            JsonSerializer.Serialize(json.RootElement.GetProperty("reports")[0]));
        Assert.Equal(
            """{"ip":"192.0.2.1","records":2,"messages":3,"spf_pass":0,"dkim_pass":3,"spf_aligned":3,"dkim_aligned":0,"dmarc_pass":3,"quarantined":0,"rejected":0,"dmarc_pass_rate":1,"header_from":"example.com","spf_domain":null,"dkim_domain":"example.com","group":null,"standing":null}""",
            JsonSerializer.Serialize(json.RootElement.GetProperty("sources")[0]));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("sources")[1].GetProperty("ip").ValueKind);
        var errors = json.RootElement.GetProperty("errors").EnumerateArray().ToList();
        Assert.Equal(3, errors.Count);
        Assert.All(errors, error => Assert.Equal(["file", "reason", "position"], error.EnumerateObject().Select(member => member.Name)));
        Assert.Equal("line 4, column 43", errors[0].GetProperty("position").GetString());
    }

    [Fact]
    public void An_empty_summary_is_three_empty_lists() =>
        Assert.Equal("""{"reports":[],"sources":[],"errors":[]}""", JsonSerializer.Serialize(JsonDocument.Parse(DmarcReportJson.Write(new DmarcReportSummary(), null)).RootElement));
}
