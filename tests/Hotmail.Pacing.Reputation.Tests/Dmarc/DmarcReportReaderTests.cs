using System.Text;
using Hotmail.Pacing.Reputation.Dmarc;
using MimeKit;

namespace Hotmail.Pacing.Reputation.Tests.Dmarc;

public sealed class DmarcReportReaderTests
{
    [Fact]
    public void Two_reports_in_an_archive_are_both_read()
    {
        var archive = DmarcPacked.Zip(
            ("a.xml", DmarcFiles.Report(DmarcFiles.Record(count: "2"))), ("folder/", ""), ("folder/b.xml", DmarcFiles.Report(DmarcFiles.Record(count: "3"), begin: "1700000001")));

        var summary = DmarcFiles.Read(archive);

        Assert.Empty(summary.Errors);
        Assert.Equal([("file", "a.xml", 2L), ("file", "folder/b.xml", 3L)], summary.Reports.Select(report => (report.File, report.Entry!, report.Totals.Messages)));
        Assert.Equal(5, Assert.Single(summary.Sources).Totals.Messages);
    }

    [Fact]
    public void A_broken_report_in_an_archive_does_not_cost_the_other()
    {
        var archive = DmarcPacked.Zip(("a.xml", "<feedback>\n<record>"), ("b.xml", DmarcFiles.Report(DmarcFiles.Record())));

        var summary = DmarcFiles.Read(archive);

        Assert.Equal("b.xml", Assert.Single(summary.Reports).Entry);
        Assert.Equal("a.xml: line 2, column 9", Assert.Single(summary.Errors).Position);
    }

    [Fact]
    public void Reports_in_an_email_and_in_one_forwarded_with_it_are_read()
    {
        var packed = DmarcPacked.Gzip(DmarcFiles.Report(DmarcFiles.Record()));
        var mail = Mail(Attachment(packed, "application/octet-stream", "a.dat"), new MessagePart { Message = Message(Attachment(packed, "application/gzip", "b.xml.gz")) });

        var summary = DmarcFiles.Read(mail);

        Assert.Empty(summary.Errors);
        Assert.Equal(["a.dat", "b.xml.gz"], summary.Reports.Select(report => report.Entry));
    }

    [Fact]
    public void A_mailbox_file_is_read_message_by_message()
    {
        var mail = Mail(Attachment(Encoding.UTF8.GetBytes(DmarcFiles.Report(DmarcFiles.Record())), "text/xml", "r.xml"));
        var from = "From reporter@example.org Tue Nov 14 22:13:20 2023\n"u8.ToArray();

        var summary = DmarcFiles.Read([.. from, .. mail, (byte)'\n', .. from, .. mail]);

        Assert.Empty(summary.Errors);
        Assert.Equal(2, summary.Reports.Count);
    }

    [Theory]
    [InlineData("<feedback xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\">", "</feedback>", "")]
    [InlineData("<d:feedback xmlns:d=\"urn:ietf:params:xml:ns:dmarc-2.0\">", "</d:feedback>", "d:")]
    [InlineData("<feedback xmlns=\"http://dmarc.org/dmarc-xml/0.1\">", "</feedback>", "")]
    public void Namespaces_do_not_matter(string start, string end, string prefix)
    {
        var body = DmarcFiles.Report(DmarcFiles.Record())["<feedback>".Length..^"</feedback>".Length];
        body = body.Replace("</", "\u0001", StringComparison.Ordinal).Replace("<", "<" + prefix, StringComparison.Ordinal).Replace("\u0001", "</" + prefix, StringComparison.Ordinal);

        var summary = DmarcFiles.Read(start + body + end);

        Assert.Empty(summary.Errors);
        Assert.Equal(("example.com", 1L, 1L), (summary.Reports[0].Domain, summary.Reports[0].Totals.Messages, summary.Reports[0].Totals.DmarcPassed));
    }

    [Fact]
    public void Every_encoding_that_a_document_may_have_is_read()
    {
        var report = DmarcFiles.Report(DmarcFiles.Record()).Replace("receiver.example", "Empfänger 📬", StringComparison.Ordinal);
        var latin = "<?xml version=\"1.0\" encoding='windows-1252'?>" + report.Replace("📬", "", StringComparison.Ordinal);
        byte[][] documents = [Encoding.UTF8.GetBytes("\uFEFF \r\n<?xml version=\"1.0\" encoding=\"utf-8\"?>" + report), Encoding.Unicode.GetBytes("\uFEFF" + report), Encoding.BigEndianUnicode.GetBytes(report), Encoding.Latin1.GetBytes(latin)];

        var summaries = documents.Select(document => DmarcFiles.Read(document)).ToList();

        Assert.All(summaries, summary => Assert.Empty(summary.Errors));
        Assert.Equal(["Empfänger 📬", "Empfänger 📬", "Empfänger 📬", "Empfänger"], summaries.Select(summary => summary.Reports[0].Organization));
    }

    [Fact]
    public void Characters_outside_the_plane_survive_wherever_a_buffer_ends()
    {
        var name = string.Concat(Enumerable.Repeat("📬", 50));
        var records = string.Concat(Enumerable.Range(0, 600).Select(number => DmarcFiles.Record().Replace(">example.com</header_from>", $">{new string('a', number % 7)}{name}</header_from>", StringComparison.Ordinal)));
        var visitor = new Records();

        new DmarcReportReader().Read(new MemoryStream(Encoding.UTF8.GetBytes(DmarcFiles.Report(records))), "file", visitor, TestContext.Current.CancellationToken);

        Assert.Empty(visitor.Errors);
        Assert.Equal(Enumerable.Range(0, 600).Select(number => new string('a', number % 7) + name), visitor.All.Select(record => record.HeaderFrom));
    }

    [Theory]
    [InlineData("x", "5", "source_ip is 'x'", 1, 5)]
    [InlineData("1", "5", "source_ip is '1'", 1, 5)]
    [InlineData("192.0.2.1", "-5", "count is '-5'", 1, 0)]
    [InlineData("192.0.2.1", "9223372036854775808", "count is '9223372036854775808'", 1, 0)]
    [InlineData("192.0.2.1", "", "count is ''", 1, 0)]
    public void A_bad_value_is_told_with_its_place_and_costs_only_itself(string ip, string count, string reason, long records, long messages)
    {
        var summary = DmarcFiles.Read(DmarcFiles.Report(DmarcFiles.Record(ip, count)));

        var error = Assert.Single(summary.Errors);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.StartsWith(reason.StartsWith("source", StringComparison.Ordinal) ? "line 9, " : "line 10, ", error.Position, StringComparison.Ordinal);
        Assert.Equal((records, messages), (summary.Reports[0].Totals.Records, summary.Reports[0].Totals.Messages));
    }

    [Theory]
    [InlineData("", "no report_id")]
    [InlineData("<record/>", "no source_ip")]
    [InlineData("<record/>", "no count")]
    [InlineData("<record/>", "no policy_evaluated")]
    [InlineData("", "no date_range")]
    [InlineData("<report_metadata><date_range><begin>2023-11-14</begin><end>1</end></date_range></report_metadata>", "begin is '2023-11-14'")]
    public void What_is_missing_is_told(string inside, string reason)
    {
        var summary = DmarcFiles.Read($"<feedback>{inside}</feedback>");

        Assert.Single(summary.Reports);
        Assert.Contains(summary.Errors, error => error.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "It is empty.")]
    [InlineData("\n \n", "It is empty.")]
    [InlineData("hello", "neither XML")]
    [InlineData("<html><body>no</body></html>", "no element 'feedback'")]
    [InlineData("Subject: hello\n\nno report", "no report in it")]
    [InlineData("<?xml version='1.0' encoding='klingon'?><feedback/>", "'klingon'")]
    public void A_file_that_is_no_report_says_so(string content, string reason) =>
        Assert.Contains(reason, Assert.Single(DmarcFiles.Read(content).Errors).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_report_that_breaks_off_hands_over_its_first_records_and_says_that_it_is_not_whole()
    {
        var packed = DmarcPacked.Gzip(DmarcFiles.Report(string.Concat(Enumerable.Range(1, 5_000).Select(number => DmarcFiles.Record(count: $"{number}")))));
        var visitor = new Records();

        new DmarcReportReader().Read(new MemoryStream(packed[..(packed.Length / 2)]), "file", visitor, TestContext.Current.CancellationToken);

        Assert.InRange(visitor.All.Count, 1, 4_999);
        Assert.Equal(Enumerable.Range(1, visitor.All.Count).Select(number => (long)number), visitor.All.Select(record => record.Messages));
        Assert.False(Assert.Single(visitor.Reports).IsComplete);
        Assert.Single(visitor.Errors);
    }

    [Fact]
    public void What_the_stream_or_the_visitor_throws_reaches_the_caller()
    {
        var report = Encoding.UTF8.GetBytes(DmarcFiles.Report(DmarcFiles.Record()));

        Assert.Throws<IOException>(() => DmarcFiles.Read(new BrokenStream()));
        Assert.Throws<InvalidDataException>(() => new DmarcReportReader().Read(new MemoryStream(report), "file", new ThrowingVisitor(), TestContext.Current.CancellationToken));
        Assert.Throws<OperationCanceledException>(() => new DmarcReportReader().Read(new MemoryStream(report), "file", new Records(), new CancellationToken(canceled: true)));
    }

    private static byte[] Mail(params MimeEntity[] parts)
    {
        using var bytes = new MemoryStream();
        Message(parts).WriteTo(bytes);
        return bytes.ToArray();
    }

    private static MimeMessage Message(params MimeEntity[] parts)
    {
        var body = new Multipart("mixed") { new TextPart("plain") { Text = "Here is <feedback>." } };
        foreach (var part in parts)
        {
            body.Add(part);
        }

        return new MimeMessage([new MailboxAddress("", "reporter@example.org")], [new MailboxAddress("", "dmarc@example.com")], "Report", body);
    }

    private static MimePart Attachment(byte[] content, string type, string name) =>
        new(type) { Content = new MimeContent(new MemoryStream(content)), FileName = name, ContentTransferEncoding = ContentEncoding.Base64 };

    private sealed class Records : IDmarcReportVisitor
    {
        public List<DmarcRecord> All { get; } = [];

        public List<DmarcReport> Reports { get; } = [];

        public List<DmarcReportError> Errors { get; } = [];

        public void OnRecord(in DmarcRecord record) => All.Add(record);

        public void OnReport(DmarcReport report) => Reports.Add(report);

        public void OnError(DmarcReportError problem) => Errors.Add(problem);
    }

    private sealed class ThrowingVisitor : IDmarcReportVisitor
    {
        public void OnRecord(in DmarcRecord record) => throw new InvalidDataException("mine");

        public void OnReport(DmarcReport report)
        {
        }

        public void OnError(DmarcReportError problem)
        {
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override int Read(Span<byte> buffer) => throw new IOException("the disk");
    }
}
