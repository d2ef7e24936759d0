using System.Text;
using Hotmail.Pacing.Reputation.BulkSender;
using Hotmail.Pacing.Reputation.Issues;
using MimeKit;

namespace Hotmail.Pacing.Reputation.Tests.BulkSender;

public class BulkSenderCheckTests
{
    private const string Good = """
        DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; c=relaxed/relaxed;
         h=From:To:Subject:Date:Message-ID:list-unsubscribe :
         List-Unsubscribe-Post; bh=AA==; b=AA==
        From: Example News <news@example.com>
        Reply-To: help@example.com
        To: Someone <someone@example.net>
        Subject: News
        Date: Mon, 05 Jan 2026 09:30:00 +0000
        Message-ID: <1234.abc@example.com>
        List-Unsubscribe: <mailto:leave@example.com>, <https://example.com/leave?u=1>
        List-Unsubscribe-Post: List-Unsubscribe=One-Click
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8

        Hello! To unsubscribe, see https://example.com/leave?u=1

        """;

    private static readonly DateTimeOffset Now = new(2026, 1, 5, 9, 31, 0, TimeSpan.Zero);

    private static readonly BulkMessageContext Passing = new() { Authentication = new AuthenticationSummary { SpfPasses = true, DkimPasses = true, DmarcPasses = true } };

    [Fact]
    public void A_message_as_they_ask_for_has_no_issue()
    {
        var report = new BulkSenderCheck().Check(Encoding.UTF8.GetBytes(Good), Passing, Now);

        Assert.Empty(report.Issues);
        Assert.Equal(("example.com", Encoding.UTF8.GetByteCount(Good)), (report.FromDomain, report.Size));
    }

    [Theory]
    [InlineData("From: ", null, "bulk-from-missing")]
    [InlineData("From: ", "From: a@example.com, b@example.com", "bulk-from-several")]
    [InlineData("From: ", "From: Example News", "bulk-from-invalid")]
    [InlineData("From: ", "From: <news@localhost>", "bulk-from-invalid")]
    [InlineData("From: ", "From: news@[192.0.2.1]", "bulk-from-invalid")]
    [InlineData("From: ", "From: undisclosed:;", "bulk-from-invalid")]
    [InlineData("From: ", "From: x@GMAIL.com", "bulk-from-free-mailbox")]
    [InlineData("From: ", "From: x@yahoo.co.uk", "bulk-from-free-mailbox")]
    [InlineData("From: ", "From: x@yahoo.example.com", null)]
    [InlineData("From: ", "From: Example.com News <news@example.com>", null)]
    [InlineData("From: ", "From: =?utf-8?q?J=C3=BCrgen?= (news) <news@example.com>", null)]
    [InlineData("From: ", "From: News <news@b\u00fccher.example>", "bulk-header-8bit")]
    [InlineData("Reply-To", "Reply-To: nobody", "bulk-reply-to-invalid")]
    [InlineData("Reply-To", null, null)]
    [InlineData("Message-ID", null, "bulk-message-id-missing")]
    [InlineData("Message-ID", "Message-ID: 1234@example.com", "bulk-message-id-invalid")]
    [InlineData("Message-ID", "Message-ID: <12 34@example.com>", "bulk-message-id-invalid")]
    [InlineData("Message-ID", "Message-ID: <1234>", "bulk-message-id-invalid")]
    [InlineData("Message-ID", "Message-ID: <12..34@example.com>", "bulk-message-id-invalid")]
    [InlineData("Message-ID", "Message-ID: <1234@[192.0.2.1]>", null)]
    [InlineData("Date", null, "bulk-date-missing")]
    [InlineData("Date", "Date: yesterday", "bulk-date-invalid")]
    [InlineData("Date", "Date: Wed, 07 Jan 2026 09:30:00 +0000", "bulk-date-off")]
    [InlineData("Date", "Date: Fri, 05 Dec 2025 09:30:00 +0000", "bulk-date-off")]
    [InlineData("Date", "Date: Sun, 04 Jan 2026 20:00:00 -0800", null)]
    [InlineData("Subject", "Subject: News\nSubject: More", "bulk-duplicate-field")]
    [InlineData("MIME", "mime-version: 1.0\nMIME-Version: 1.0", "bulk-duplicate-field")]
    [InlineData("Subject", "Subject:", "bulk-subject-missing")]
    [InlineData("Subject", null, "bulk-subject-missing")]
    [InlineData("Subject", "Subject: Re: your order", "bulk-subject-reply")]
    [InlineData("Subject", "Subject: Re: your order\nIn-Reply-To: <1@example.net>", null)]
    [InlineData("Subject", "Subject: N\u00e9ws", "bulk-header-8bit")]
    [InlineData("Subject", "Subject: News\nno field here", "bulk-malformed-header")]
    [InlineData("Subject", "Subject: News\nB\u00e4d: x", "bulk-malformed-header,bulk-header-8bit")]
    [InlineData("To: ", null, "bulk-to-missing")]
    [InlineData("To: ", "To: undisclosed-recipients:;", "bulk-to-missing")]
    [InlineData("To: ", "Cc: someone@example.net", null)]
    [InlineData("MIME", null, "bulk-mime-invalid")]
    [InlineData("Content-Type", "Content-Type: nonsense", "bulk-mime-invalid")]
    [InlineData("Content-Type", "Content-Type: multipart/mixed", "bulk-mime-invalid")]
    [InlineData("Content-Type", "Content-Type: multipart/mixed; boundary=absent", "bulk-mime-invalid")]
    [InlineData("Content-Type", "Content-Type: text/plain\nContent-Transfer-Encoding: base-64", "bulk-mime-invalid")]
    [InlineData("List-Unsubscribe: ", null, "bulk-unsubscribe-missing")]
    [InlineData("List-Unsubscribe: ", "List-Unsubscribe: <mailto:leave@example.com>", "bulk-unsubscribe-no-https")]
    [InlineData("List-Unsubscribe: ", "List-Unsubscribe: <http://example.com/leave>", "bulk-unsubscribe-no-https")]
    [InlineData("List-Unsubscribe: ", "List-Unsubscribe: https://example.com/leave", "bulk-unsubscribe-no-https")]
    [InlineData("List-Unsubscribe: ", "List-Unsubscribe: <https://example.com/1>, <https://example.com/2>", "bulk-unsubscribe-several")]
    [InlineData("List-Unsubscribe: ", "List-Unsubscribe: <https://example.com/\n leave?u=1>", null)]
    [InlineData("List-Unsubscribe-Post: ", null, "bulk-unsubscribe-post-missing")]
    [InlineData("List-Unsubscribe-Post: ", "List-Unsubscribe-Post: One-Click", "bulk-unsubscribe-post-wrong")]
    [InlineData("List-Unsubscribe-Post: ", "List-Unsubscribe-Post: List-Unsubscribe=one-click", "bulk-unsubscribe-post-wrong")]
    [InlineData(" List-Unsubscribe-Post;", " Cc;", "bulk-unsubscribe-unsigned")]
    [InlineData("Hello!", "Hello!", "bulk-unsubscribe-invisible")]
    [InlineData("Hello!", "Hallo! Hier k\u00f6nnen Sie sich abmelden.", null)]
    public void A_line_that_is_missing_or_wrong_is_told(string start, string? line, string? codes)
    {
        var message = Change(start, line);

        Assert.Equal(codes?.Split(',') ?? [], Codes(new BulkSenderCheck().Check(Encoding.UTF8.GetBytes(message), Passing, Now)));
    }

    [Fact]
    public void Each_issue_of_the_area_but_these_is_found_above()
    {
        var found = typeof(BulkSenderCheckTests).GetMethod(nameof(A_line_that_is_missing_or_wrong_is_told))!.GetCustomAttributes(typeof(InlineDataAttribute), false)
            .SelectMany(static data => ((string?)((InlineDataAttribute)data).Data[2])?.Split(',') ?? []).ToHashSet();
        string[] below = ["bulk-spf-fails", "bulk-dkim-fails", "bulk-dmarc-fails", "bulk-authentication-unknown", "bulk-header-too-large", "bulk-line-too-long", "bulk-message-too-large"];

        Assert.Equal(below.Order(), IssueCatalogue.All.Where(static issue => issue.Area == IssueArea.BulkSender).Select(static issue => issue.Code).Where(code => !found.Contains(code)).Order());
    }

    [Theory]
    [InlineData(false, true, true, "bulk-spf-fails")]
    [InlineData(true, false, true, "bulk-dkim-fails")]
    [InlineData(true, true, false, "bulk-dmarc-fails")]
    [InlineData(null, true, true, "bulk-authentication-unknown")]
    [InlineData(true, null, true, "bulk-authentication-unknown")]
    [InlineData(false, null, null, "bulk-spf-fails,bulk-authentication-unknown")]
    public void Microsoft_asks_for_all_three(bool? spf, bool? dkim, bool? dmarc, string codes)
    {
        var context = new BulkMessageContext { Authentication = new AuthenticationSummary { SpfPasses = spf, DkimPasses = dkim, DmarcPasses = dmarc } };

        var report = new BulkSenderCheck().Check(Encoding.UTF8.GetBytes(Good), context, Now);

        Assert.Equal(codes.Split(','), Codes(report));
        Assert.All(report.Issues, static issue => Assert.Contains("5.7.515", issue.Why, StringComparison.Ordinal));
    }

    [Fact]
    public void A_message_without_a_signature_fails_dkim_whatever_else_is_unknown()
    {
        var unsigned = Good[Good.IndexOf("From:", Good.IndexOf("b=AA==", StringComparison.Ordinal), StringComparison.Ordinal)..];

        var issues = new BulkSenderCheck().Check(Encoding.UTF8.GetBytes(unsigned), new BulkMessageContext(), Now).Issues;

        Assert.Equal(["bulk-dkim-fails", "bulk-authentication-unknown"], issues.Select(static issue => issue.Code));
        Assert.DoesNotContain("DKIM", issues[1].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void One_signature_of_several_may_cover_the_unsubscription() =>
        Assert.Empty(Check("DKIM-Signature: v=1; h=From; bh=AA==; b=AA==\n" + Good));

    [Fact]
    public void What_nobody_subscribed_to_needs_no_way_to_unsubscribe()
    {
        var message = Change("List-Unsubscribe", null).Replace("unsubscribe", "pay", StringComparison.Ordinal);

        Assert.Empty(new BulkSenderCheck().Check(Encoding.UTF8.GetBytes(message), Passing with { IsMarketing = false }, Now).Issues);
    }

    [Fact]
    public void Smtputf8_allows_utf8_in_the_header() =>
        Assert.Empty(new BulkSenderCheck().Check(Encoding.UTF8.GetBytes(Change("Subject", "Subject: N\u00e9ws")), Passing with { UsesSmtpUtf8 = true }, Now).Issues);

    [Fact]
    public void Limits_are_told_one_byte_beyond()
    {
        Assert.Empty(Check(Change("Hello!", "Hello! unsubscribe" + new string('x', 998 - 18))));
        Assert.Equal(["bulk-line-too-long"], Check(Change("Hello!", "Hello! unsubscribe" + new string('x', 999 - 18))));

        var header = Good.Replace("\n", "\r\n", StringComparison.Ordinal).IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        Assert.Empty(Check(Good, new BulkSenderOptions { MaxHeaderBytes = header }));
        Assert.Equal(["bulk-header-too-large"], Check(Good, new BulkSenderOptions { MaxHeaderBytes = header - 1 }));

        var size = Encoding.UTF8.GetByteCount(Good.Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Empty(Check(Good, new BulkSenderOptions { MaxMessageBytes = size }));
        Assert.Equal(["bulk-message-too-large"], Check(Good, new BulkSenderOptions { MaxMessageBytes = size - 1 }));
    }

    [Fact]
    public void A_stream_is_read_no_further_than_the_limit()
    {
        using var endless = new Endless();

        var report = new BulkSenderCheck(new BulkSenderOptions { MaxMessageBytes = 100_000 }).Check(endless, Passing, Now);

        Assert.Contains("bulk-message-too-large", Codes(report));
        Assert.Equal((100_000, 100_001), (report.Size, endless.Given));
    }

    [Fact]
    public void A_multipart_that_breaks_off_and_one_that_is_whole_are_told_apart()
    {
        const string parts = "Content-Type: multipart/alternative; boundary=\"b 1\"\n\n--b 1\nContent-Type: text/html\n\n<a href=x>Unsubscribe</a>\n";
        var broken = Good[..Good.IndexOf("Content-Type", StringComparison.Ordinal)] + parts;

        Assert.Empty(Check(broken + "--b 1--\n"));
        Assert.Equal(["bulk-mime-invalid"], Check(broken));

        // Of one that is too large the end is not read.
        Assert.Equal(["bulk-message-too-large"], Check(broken + "--b 1--\n", new BulkSenderOptions { MaxMessageBytes = broken.Length + broken.Count(static c => c == '\n') }));
    }

    [Fact]
    public void What_MimeKit_builds_and_encodes_is_read()
    {
        var message = new MimeMessage { Subject = "Nachrichten für alle", Date = Now, MessageId = "1@example.com" };
        message.From.Add(new MailboxAddress("Jürgen", "news@example.com"));
        message.To.Add(new MailboxAddress("", "someone@example.net"));
        message.Body = new TextPart("html") { Text = "<p>Hier <a href='https://example.com'>abbestellen</a> – für immer</p>", ContentTransferEncoding = ContentEncoding.Base64 };

        var codes = Codes(new BulkSenderCheck().Check(message, Passing, Now));

        Assert.Equal(["bulk-unsubscribe-missing", "bulk-unsubscribe-post-missing"], codes);
    }

    [Fact]
    public void Entities_of_HTML_are_read()
    {
        var html = Change("Content-Type", "Content-Type: text/html").Replace("Hello! To unsubscribe", "Vous d&eacute;sabonner", StringComparison.Ordinal);

        Assert.Empty(Check(html));
        Assert.Equal(["bulk-unsubscribe-invisible"], Check(html.Replace("&eacute;sabonner", "", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Check(string message, BulkSenderOptions? options = null) =>
        Codes(new BulkSenderCheck(options ?? new BulkSenderOptions()).Check(Encoding.UTF8.GetBytes(message.Replace("\n", "\r\n", StringComparison.Ordinal)), Passing, Now));

    private static IEnumerable<string> Codes(BulkMessageReport report) => report.Issues.Select(static issue => issue.Code);

    /// <summary>The good message with another text instead of the lines that begin so.</summary>
    private static string Change(string start, string? line)
    {
        Assert.Contains("\n" + start, Good, StringComparison.Ordinal);
        var lines = Good.Split('\n').Where(one => line is not null || !one.StartsWith(start, StringComparison.Ordinal));
        return string.Join('\n', lines.Select(one => one.StartsWith(start, StringComparison.Ordinal) ? one.StartsWith(' ') ? line + one[start.Length..] : line : one));
    }

    private sealed class Endless : MemoryStream
    {
        public int Given { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)'x', offset, count);
            Given += count;
            return count;
        }
    }
}
