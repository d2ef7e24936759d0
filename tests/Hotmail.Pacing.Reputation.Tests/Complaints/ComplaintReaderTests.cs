using System.Text;
using System.Text.Json;
using Hotmail.Pacing.Reputation.Complaints;
using Hotmail.Pacing.Reputation.Tests.Dmarc;

namespace Hotmail.Pacing.Reputation.Tests.Complaints;

public sealed class ComplaintReaderTests
{
    private static readonly string Folder = Path.Combine(DmarcFiles.Folder, "..", "arf");

    [Theory]
    [InlineData("001")]
    [InlineData("002")]
    [InlineData("003")]
    public void A_public_report_has_the_fields_that_its_authors_expect(string name)
    {
        var file = Read(File.ReadAllBytes(Path.Combine(Folder, name + ".eml")));
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")));

        Assert.Empty(file.Errors);
        var complaint = Assert.Single(file.Complaints);
        string? Text(string field) => expected.RootElement.GetProperty(field).GetString()?.Trim('<', '>');
        IEnumerable<string?> Texts(string field) => expected.RootElement.GetProperty(field).EnumerateArray().Select(static item => item.GetString());
        Assert.Equal(ComplaintFormat.Arf, complaint.Format);
        Assert.Equal(Text("feedback_type"), complaint.FeedbackType.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        Assert.Equal(expected.RootElement.GetProperty("incidents").GetInt64(), complaint.Incidents);
        Assert.Equal(expected.RootElement.GetProperty("arrival_date") is { ValueKind: JsonValueKind.Number } date ? date.GetInt64() : null, complaint.ArrivalDate?.ToUnixTimeSeconds());
        Assert.Equal(Text("source_ip"), complaint.SourceAddress?.ToString());
        Assert.Equal(Text("original_mail_from"), complaint.ReturnPath);
        Assert.Equal(Text("original_rcpt_to"), complaint.Recipient);
        Assert.Equal(Text("reporting_mta"), complaint.ReportingMta);
        Assert.Equal(Text("user_agent"), complaint.UserAgent);
        Assert.Equal(Texts("reported_domain"), complaint.ReportedDomains);
        Assert.Equal(Texts("reported_uri"), complaint.ReportedUris);
        Assert.Equal(Text("auth_failure") is "Unspecified" ? null : Text("auth_failure")?.ToLowerInvariant(), complaint.AuthFailure);
    }

    [Theory]
    [InlineData("jmrp-old-22.eml")]
    [InlineData("jmrp-old-23.eml")]
    public void A_JMRP_report_of_the_old_form_is_read(string name)
    {
        var file = Read(File.ReadAllBytes(Path.Combine(Folder, name)));

        Assert.Empty(file.Errors);
        var complaint = Assert.Single(file.Complaints);
        Assert.Equal((ComplaintFormat.Jmrp, "abuse", "192.0.2.222"), (complaint.Format, complaint.FeedbackType, complaint.SourceAddress!.ToString()));
        Assert.Equal(("kijitora@example.com", "0000000000fffffffff0000000000000@example.com"), (complaint.Recipient, complaint.MessageId));
        Assert.Equal(new DateOnly(2016, 4, 29), DateOnly.FromDateTime(complaint.ArrivalDate!.Value.UtcDateTime));
        Assert.Equal("192.0.2.22", complaint.CustomHeaders["x-reporter-ip"]);
    }

    [Fact]
    public void A_JMRP_report_of_the_new_form_is_read_without_a_recipient_and_a_body()
    {
        var complaint = Assert.Single(Read(File.ReadAllBytes(Path.Combine(Folder, "jmrp-2026-synthesised.eml"))).Complaints);

        Assert.Equal(ComplaintFormat.Arf, complaint.Format);
        Assert.Null(complaint.Recipient);
        Assert.Equal("192.0.2.25", complaint.SourceAddress!.ToString());
        Assert.Equal("bounce+c17-4711=x@news.shop.example", complaint.ReturnPath);
        Assert.Equal(("c17.4711@news.shop.example", "Offers <offers.shop.example>", "c17:shop:bulk:shopmail"), (complaint.MessageId, complaint.ListId, complaint.FeedbackId));
        Assert.Equal("c17", complaint.CustomHeaders["X-Campaign-Id"]);
        Assert.Equal(new DateTimeOffset(2026, 6, 12, 7, 59, 41, TimeSpan.Zero), complaint.ArrivalDate);
    }

    [Fact]
    public void The_complaint_is_about_the_message_beside_the_report_not_about_what_is_attached_to_it()
    {
        var report = Arf("Feedback-Type: abuse", """
            Message-ID: <outer@shop.example>
            Content-Type: multipart/mixed; boundary="in"

            --in
            Content-Type: message/rfc822

            Message-ID: <inner@shop.example>

            x
            --in--
            """);

        Assert.Equal("outer@shop.example", Assert.Single(Read(report).Complaints).MessageId);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("<feedback/>", "no e-mail")]
    [InlineData("Subject: hello\n\nHow are you?", "no complaint")]
    [InlineData("Subject: complaint about message from 192.0.2.1\n\nGone.", "no message attached")]
    public void What_is_no_complaint_is_an_error_with_a_place(string content, string says)
    {
        var file = Read(content);

        Assert.Empty(file.Complaints);
        var error = Assert.Single(file.Errors);
        Assert.Contains(says, error.Reason, StringComparison.Ordinal);
        Assert.Equal(("file", "byte 0"), (error.File, error.Position));
    }

    [Theory]
    [InlineData("Source-IP: 999.1.2.3", "no IP address")]
    [InlineData("Arrival-Date: yesterday", "no date")]
    [InlineData("Incidents: many", "counts as one")]
    [InlineData("", "no Feedback-Type")]
    public void What_cannot_be_understood_is_an_error_and_the_rest_counts(string field, string says)
    {
        var file = Read(Arf(field.Length == 0 ? "Version: 1" : $"Feedback-Type: Abuse\n{field}", "Message-ID: <a@b>\n\nx"));

        Assert.Contains(says, Assert.Single(file.Errors).Reason, StringComparison.Ordinal);
        var complaint = Assert.Single(file.Complaints);
        Assert.Equal(("abuse", 1L, "a@b", null, null), (complaint.FeedbackType, complaint.Incidents, complaint.MessageId, complaint.SourceAddress, complaint.ArrivalDate));
    }

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("[192.0.2.1]", "192.0.2.1")]
    [InlineData("IPv6:2001:db8::1", "2001:db8::1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    public void An_address_is_read_as_receivers_write_it(string text, string expected) =>
        Assert.Equal(expected, Assert.Single(Read(Arf($"Feedback-Type: abuse\nSource-IP: {text}", "A: b\n\nx")).Complaints).SourceAddress!.ToString());

    [Theory]
    [InlineData("<ann@hotmail.com>", "ann@hotmail.com")]
    [InlineData("<redacted>", null)]
    [InlineData("xxx.xxx@hotmail.com", null)]
    [InlineData("***@hotmail.com", null)]
    [InlineData("[REDACTED]@hotmail.com", null)]
    public void A_recipient_who_was_made_unrecognisable_is_none(string text, string? expected) =>
        Assert.Equal(expected, Assert.Single(Read(Arf($"Feedback-Type: abuse\nOriginal-Rcpt-To: {text}", "A: b\n\nx")).Complaints).Recipient);

    [Fact]
    public void A_mailbox_of_complaints_is_read_to_its_end()
    {
        var mail = Arf("Feedback-Type: abuse", "Message-ID: <a@b>\n\nx");
        var file = Read($"From a@b Thu Jan  1 00:00:00 2026\n{mail}\n\nFrom a@b Thu Jan  1 00:00:00 2026\nSubject: hello\n\nx\n\nFrom a@b Thu Jan  1 00:00:00 2026\n{mail}\n");

        Assert.Equal(2, file.Complaints.Count);
        Assert.Matches("^byte [1-9][0-9]*$", Assert.Single(file.Errors).Position);
    }

    [Fact]
    public void Every_limit_ends_in_an_error()
    {
        var mail = Arf("Feedback-Type: abuse", "Message-ID: <a@b>\n\nx");
        var two = $"From a@b Thu Jan  1 00:00:00 2026\n{mail}\n\nFrom a@b Thu Jan  1 00:00:00 2026\n{mail}\n";

        Assert.Contains("More than 200 bytes", Assert.Single(Read(mail, new ComplaintReaderOptions { MaxBytes = 200 }).Errors).Reason, StringComparison.Ordinal);
        Assert.Contains("more than 3 headers", Assert.Single(Read(mail, new ComplaintReaderOptions { MaxHeaders = 3 }).Errors).Reason, StringComparison.Ordinal);
        Assert.Contains("more than 20 bytes", Assert.Single(Read(mail, new ComplaintReaderOptions { MaxHeaderBytes = 20 }).Errors).Reason, StringComparison.Ordinal);
        var first = Read(two, new ComplaintReaderOptions { MaxComplaints = 1 });
        Assert.Single(first.Complaints);
        Assert.Contains("more than 1 e-mails", Assert.Single(first.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_reports_never_throw()
    {
        var random = new Random(17);
        foreach (var path in Directory.GetFiles(Folder, "*.eml"))
        {
            var bytes = File.ReadAllBytes(path);
            for (var round = 0; round < 300; round++)
            {
                byte[] broken = [.. bytes[..random.Next(1, bytes.Length)]];
                for (var change = 0; change < 8; change++)
                {
                    broken[random.Next(broken.Length)] = (byte)random.Next(256);
                }

                var file = Read(broken);
                Assert.True(file.Complaints.Count + file.Errors.Count > 0);
            }
        }
    }

    private static ComplaintFile Read(string content, ComplaintReaderOptions? options = null) => Read(Encoding.UTF8.GetBytes(content), options);

    private static ComplaintFile Read(byte[] content, ComplaintReaderOptions? options = null)
    {
        using var stream = new MemoryStream(content);
        return new ComplaintReader(options).Read(stream, "file", TestContext.Current.CancellationToken);
    }

    private static string Arf(string fields, string original) =>
        $"""
        Subject: report
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="b"

        --b
        Content-Type: text/plain

        A report.
        --b
        Content-Type: message/feedback-report

        {fields}

        --b
        Content-Type: message/rfc822

        {original}
        --b--
        """;
}
