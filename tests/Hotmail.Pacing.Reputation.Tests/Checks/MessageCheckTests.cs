using System.Net;
using System.Text;
using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Spf;
using Hotmail.Pacing.Reputation.Tests.Dkim;
using Hotmail.Pacing.Reputation.Tests.Dns;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Checks;

public class MessageCheckTests
{
    private const string Tags = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1; h=From:From:To:Subject:Date:Message-ID:List-Unsubscribe:List-Unsubscribe-Post";

    private const string Message = "Return-Path: <bounce@example.com>\r\nFrom: News <news@example.com>\r\nTo: ann@example.net\r\nSubject: Hello\r\nDate: Mon, 02 Nov 2026 10:00:00 +0000\r\n"
        + "Message-ID: <1@example.com>\r\nList-Unsubscribe: <https://example.com/u?1>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n"
        + "Hello.\r\nUnsubscribe: https://example.com/u?1\r\n";

    private static readonly MessageCheckRequest Sent = new() { ClientAddress = IPAddress.Parse("8.8.4.4"), EhloName = "mail.example.com" };

    [Fact]
    public async Task A_message_with_all_in_order_has_the_full_score()
    {
        var report = await CheckAsync(Zone(), Signed(), Sent);

        Assert.DoesNotContain(report.Issues, static issue => issue.Severity > IssueSeverity.Notice);
        Assert.Equal((SpfVerdict.Pass, true, DmarcVerdict.Pass, 100, true), (report.Spf!.Verdict, report.Dkim.Passes, report.Dmarc.Verdict, report.Score.Value, report.Score.IsComplete));
        Assert.Equal("example.com", report.FromDomain);
    }

    [Fact]
    public async Task Without_the_clients_address_SPF_is_not_known_and_neither_is_a_failure_of_DMARC()
    {
        var report = await CheckAsync(Zone(), Message, new MessageCheckRequest());

        Assert.Null(report.Spf);
        Assert.Equal((null, false, null), (report.Authentication.SpfPasses, report.Authentication.DkimPasses, report.Authentication.DmarcPasses));
        Assert.DoesNotContain(report.Issues, static issue => issue.Code == "bulk-dmarc");
        Assert.False(report.Score.IsComplete);
    }

    [Fact]
    public async Task A_message_that_fails_everything_says_each_once_with_its_reason()
    {
        var report = await CheckAsync(Zone(), Message, Sent with { ClientAddress = IPAddress.Parse("8.8.8.8") });

        Assert.Equal((false, false, false), (report.Authentication.SpfPasses, report.Authentication.DkimPasses, report.Authentication.DmarcPasses));
        Assert.Single(report.Issues, static issue => issue.Area == IssueArea.Dkim && issue.Severity >= IssueSeverity.Error);
        Assert.DoesNotContain(report.Issues, static issue => issue.Code == "bulk-dkim");
        Assert.Contains(report.Issues, issue => issue.Severity >= IssueSeverity.Error && issue.Evidence == report.Spf!.Reason);
        Assert.Contains(report.Issues, issue => issue.Severity >= IssueSeverity.Error && issue.Evidence == report.Dmarc.Reason);
    }

    [Fact]
    public async Task A_silent_DNS_is_neither_a_pass_nor_a_failure()
    {
        var zone = new ZoneResolver().AddTimeout("example.com").AddTimeout("s1._domainkey.example.com").AddTimeout("_dmarc.example.com").AddTimeout("_dmarc.com");

        var report = await CheckAsync(zone, Signed(), Sent);

        Assert.Equal((null, null, null), (report.Authentication.SpfPasses, report.Authentication.DkimPasses, report.Authentication.DmarcPasses));
        Assert.DoesNotContain(report.Issues, static issue => issue.Severity > IssueSeverity.Notice);
        Assert.False(report.Score.IsComplete);
    }

    [Fact]
    public async Task Whatever_the_bytes_are_is_a_report()
    {
        var random = new Random(1);
        var check = new MessageCheck(Zone(), new SenderReputationOptions(), new FakeTimeProvider());
        foreach (var size in new[] { 0, 1, 100, 10_000 })
        {
            var bytes = new byte[size];
            random.NextBytes(bytes);
            var report = await check.CheckAsync(bytes, Sent, TestContext.Current.CancellationToken);
            Assert.Equal(size, report.Size);
            Assert.Null(report.FromDomain);
        }
    }

    [Fact]
    public async Task A_stream_is_read_no_further_than_the_limits_need()
    {
        var options = new SenderReputationOptions();
        options.BulkSender.MaxMessageBytes = options.Dkim.MaxMessageBytes = 10_000;
        using var endless = new EndlessStream();

        var report = await new MessageCheck(Zone(), options, new FakeTimeProvider()).CheckAsync(endless, Sent, TestContext.Current.CancellationToken);

        Assert.InRange(endless.Given, 10_000, 200_000);
        Assert.Contains(report.Issues, static issue => issue.Code == "bulk-message-too-large");
    }

    private static string Signed() => DkimHand.Sign(Message, Tags, HandKey.Rsa2048);

    private static ValueTask<MessageReport> CheckAsync(ZoneResolver zone, string message, MessageCheckRequest request) =>
        new MessageCheck(zone, new SenderReputationOptions(), new FakeTimeProvider(new DateTimeOffset(2026, 11, 2, 10, 0, 30, TimeSpan.Zero))).CheckAsync(Encoding.Latin1.GetBytes(message), request, TestContext.Current.CancellationToken);

    private static ZoneResolver Zone() => new ZoneResolver()
        .Add("example.com", "TXT", "v=spf1 ip4:8.8.4.4 -all")
        .Add("s1._domainkey.example.com", "TXT", HandKey.Rsa2048.Record)
        .Add("_dmarc.example.com", "TXT", "v=DMARC1; p=reject");

    private sealed class EndlessStream : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'a');
            Given += count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'a');
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
