using System.Text;
using Hotmail.Pacing.Reputation.Dmarc;

namespace Hotmail.Pacing.Reputation.Tests.Dmarc;

/// <summary>Files made to hurt: each ends with a reason and a place, in little memory.</summary>
public sealed class HostileReportTests
{
    private static readonly DmarcReportReaderOptions Small = new() { MaxUnpackedBytes = 1 << 20, MaxMarkupBytes = 64 << 10, MaxContainerBytes = 128 << 10, MaxEntries = 10, MaxNesting = 2 };

    [Fact]
    public void Entities_are_not_expanded()
    {
        var bomb = """
            <?xml version="1.0"?>
            <!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
            <feedback><report_metadata><org_name>&b;</org_name></report_metadata></feedback>
            """;

        var summary = DmarcFiles.Read(bomb);

        AssertOnlyError(summary, "DTD", "byte 22");
    }

    [Fact]
    public void An_external_entity_is_not_fetched() =>
        AssertOnlyError(DmarcFiles.Read("<!DOCTYPE feedback SYSTEM \"http://127.0.0.1:1/x.dtd\"><feedback/>"), "DTD", "byte 0");

    [Fact]
    public void A_gzip_bomb_of_records_ends_at_the_limit()
    {
        var bomb = DmarcPacked.Gzip(DmarcFiles.Report(string.Concat(Enumerable.Repeat(DmarcFiles.Record(), 10_000))));

        var summary = DmarcFiles.Read(bomb, Small);

        AssertOnlyError(summary, "More than 1048576 bytes", "byte ");
    }

    [Theory]
    [InlineData(' ')]
    [InlineData('a')]
    public void A_zip_bomb_of_one_long_text_ends_early(char filling)
    {
        var bomb = DmarcPacked.Zip(("bomb.xml", "<feedback>" + new string(filling, 4 << 20)));
        Assert.True(bomb.Length < 16 << 10);

        var summary = DmarcFiles.Read(bomb, Small);

        AssertOnlyError(summary, "More than 65536 bytes without one element", "bomb.xml: byte ");
    }

    [Theory]
    [InlineData("<feedback a='")]
    [InlineData("<feedback><")]
    [InlineData("<feedback><!--")]
    [InlineData("<feedback><?a ")]
    [InlineData("<feedback><![CDATA[")]
    public void Markup_without_end_ends_early(string start) =>
        AssertOnlyError(DmarcFiles.Read(start + new string('a', 1 << 20), Small), "More than 65536 bytes without one element", "byte ");

    [Fact]
    public void Names_without_number_are_not_kept()
    {
        var report = "<feedback>" + string.Concat(Enumerable.Range(0, 20_000).Select(number => $"<n{number}/>")) + "</feedback>";

        AssertOnlyError(DmarcFiles.Read(report, Small), "different names", "byte ");
    }

    [Fact]
    public void Depth_without_end_is_not_followed() =>
        AssertOnlyError(DmarcFiles.Read("<feedback>" + string.Concat(Enumerable.Repeat("<a>", 50_000)), Small), "deeper", "byte ");

    [Fact]
    public void Archives_in_archives_are_followed_as_far_as_they_may_be()
    {
        var content = Encoding.UTF8.GetBytes(DmarcFiles.Report(DmarcFiles.Record()));
        var twice = DmarcPacked.Zip(("inner.gz", DmarcPacked.Gzip(content)));
        var thrice = DmarcPacked.Gzip(DmarcPacked.Zip(("outer.gz", DmarcPacked.Gzip(DmarcPacked.Gzip(content)))));

        Assert.Single(DmarcFiles.Read(twice, Small).Reports);
        AssertOnlyError(DmarcFiles.Read(thrice, Small), "in more than 2 archives", "outer.gz: byte 0");
    }

    [Fact]
    public void An_archive_with_many_entries_is_not_opened()
    {
        var archive = DmarcPacked.Zip([.. Enumerable.Range(0, 11).Select(number => ($"{number}.xml", "<feedback/>"))]);

        AssertOnlyError(DmarcFiles.Read(archive, Small), "more than 10 entries", "byte ");
    }

    [Fact]
    public void The_bytes_of_all_entries_count_together()
    {
        var large = DmarcFiles.Report(string.Concat(Enumerable.Repeat(DmarcFiles.Record(), 1_500)));
        var archive = DmarcPacked.Zip(("1.xml", large), ("2.xml", large), ("3.xml", large));

        var summary = DmarcFiles.Read(archive, Small);

        Assert.Equal(["1.xml"], summary.Reports.Select(report => report.Entry));
        Assert.Equal(2, summary.Errors.Count);
        Assert.All(summary.Errors, error => Assert.Contains("More than", error.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a:b\n")]
    [InlineData("--b\n\n")]
    public void Headers_and_parts_without_number_are_not_kept(string line)
    {
        var mail = "Content-Type: multipart/mixed; boundary=b\n" + (line[0] == '-' ? "\n" : "") + string.Concat(Enumerable.Repeat(line, 250));

        AssertOnlyError(DmarcFiles.Read(mail, Small), "more than 200 headers and parts", "byte ");
    }

    [Fact]
    public void A_line_of_an_email_without_end_is_not_kept() =>
        AssertOnlyError(DmarcFiles.Read("Subject: hello\n" + new string('a', 80_000), Small), "a line or header of more than 65536 bytes", "byte ");

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("aaaaaaaaaaaaaaa\n ")]
    public void A_header_without_end_is_not_kept(string piece) =>
        AssertOnlyError(DmarcFiles.Read("Subject: " + string.Concat(Enumerable.Repeat(piece, 5_000)), Small), "a line or header of more than 65536 bytes", "byte ");

    [Fact]
    public void Counts_do_not_overflow()
    {
        const string Most = "9223372036854775807";

        var summary = DmarcFiles.Read(DmarcFiles.Report(DmarcFiles.Record(count: Most) + DmarcFiles.Record(count: Most)));

        Assert.Empty(summary.Errors);
        Assert.Equal(long.MaxValue, summary.Reports[0].Totals.Messages);
        Assert.Equal(long.MaxValue, summary.Sources[0].Totals.DmarcPassed);
        Assert.Equal(1.0, summary.Totals.DmarcPassRate);
    }

    [Fact]
    public void Errors_without_number_are_not_told()
    {
        var summary = DmarcFiles.Read(DmarcFiles.Report(string.Concat(Enumerable.Repeat(DmarcFiles.Record(count: "x"), 500))));

        Assert.Equal(100, summary.Errors.Count);
        Assert.Equal(500, summary.Reports[0].Totals.Records);
    }

    [Theory]
    [InlineData("aggregate/fastmail.com!example.com!1516060800!1516147199!102675056.xml.gz")]
    [InlineData("aggregate/estadocuenta1.infonacot.gob.mx!example.com!1536853302!1536939702!2940.xml.zip")]
    [InlineData("aggregate/rfc9990-sample.xml")]
    [InlineData("aggregate/twilight.eml")]
    public void A_file_cut_off_anywhere_or_with_any_byte_changed_is_never_an_exception(string name)
    {
        var whole = DmarcFiles.Bytes(name);
        var random = new Random(17);
        for (var cut = 0; cut < whole.Length; cut += 1 + (whole.Length / 700))
        {
            var summary = DmarcFiles.Read(whole[..cut]);
            Assert.True(summary.Errors.Count > 0 || summary.Reports.Count == 1, $"cut off at {cut}: neither an error nor the report");
            Assert.All(summary.Errors, error => Assert.Matches("(line \\d+, column \\d+|byte \\d+)$", error.Position));

            byte[] changed = [.. whole];
            changed[cut] = (byte)random.Next(256);
            Assert.NotNull(DmarcFiles.Read(changed, Small));
        }
    }

    private static void AssertOnlyError(DmarcReportSummary summary, string reason, string position)
    {
        Assert.Empty(summary.Reports);
        Assert.Empty(summary.Sources);
        var error = Assert.Single(summary.Errors);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.StartsWith(position, error.Position, StringComparison.Ordinal);
    }
}
