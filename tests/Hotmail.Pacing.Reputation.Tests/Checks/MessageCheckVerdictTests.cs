using System.Net;
using System.Text;
using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Records;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Spf;
using Hotmail.Pacing.Reputation.Tests.Dkim;
using Hotmail.Pacing.Reputation.Tests.Dns;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Checks;

/// <summary>A verdict is given where all that it needs is known, and only there; and one fault is one fault.</summary>
public class MessageCheckVerdictTests
{
    private const string From = "From: News <news@example.com>\r\n";

    private const string Rest = "To: ann@example.net\r\nSubject: Hello\r\nDate: Mon, 02 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@example.com>\r\n\r\nHello.\r\n";

    private static readonly IPAddress Client = IPAddress.Parse("8.8.4.4");

    [Theory]
    [InlineData(null, DmarcVerdict.TempError)]
    [InlineData("bounce@in.example.com", DmarcVerdict.TempError)]
    [InlineData("<bounce@example.com>", DmarcVerdict.TempError)]
    [InlineData("bounce@other.example", DmarcVerdict.Fail)]
    [InlineData("", DmarcVerdict.TempError)]
    public async Task Without_SPF_a_message_fails_DMARC_only_if_SPF_could_not_have_saved_it(string? sender, DmarcVerdict verdict)
    {
        var report = await CheckAsync(From + Rest, new MessageCheckRequest { MailFrom = sender });

        Assert.Null(report.Spf);
        Assert.Equal((verdict, verdict == DmarcVerdict.Fail ? DmarcPolicy.Reject : DmarcPolicy.None), (report.Dmarc.Verdict, report.Dmarc.Disposition));
        Assert.Equal(verdict == DmarcVerdict.Fail ? false : null, report.Authentication.DmarcPasses);
        Assert.Contains("public address that the message was sent from", Assert.Single(report.Issues, static issue => issue.Code == "bulk-authentication-unknown").Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other.example", false)]
    [InlineData("in.example.com", null)]
    public async Task Where_SPF_has_no_answer_DMARC_fails_only_if_it_does_not_matter(string domain, bool? passes)
    {
        var report = await CheckAsync(From + Rest, new MessageCheckRequest { ClientAddress = Client, MailFrom = $"bounce@{domain}" }, Zone().AddTimeout(domain));

        Assert.Equal((SpfVerdict.TempError, null, passes), (report.Spf!.Verdict, report.Authentication.SpfPasses, report.Authentication.DmarcPasses));
        Assert.Contains(report.Spf.Reason, Assert.Single(report.Issues, static issue => issue.Code == "bulk-authentication-unknown").Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(From + From + Rest, "bulk-duplicate-field")]
    [InlineData(From + "from: Other <other@example.org>\r\n" + Rest, "bulk-duplicate-field")]
    [InlineData("From: a@example.com, b@example.org\r\n" + Rest, "bulk-from-several")]
    [InlineData("From: nobody\r\n" + Rest, "bulk-from-invalid")]
    [InlineData(Rest, "bulk-from-missing")]
    public async Task A_From_that_DMARC_cannot_use_is_told_once_and_names_no_domain(string message, string code)
    {
        var report = await CheckAsync(message, new MessageCheckRequest { ClientAddress = Client, MailFrom = "bounce@example.com" });

        Assert.Equal((DmarcVerdict.PermError, false, null), (report.Dmarc.Verdict, report.Authentication.DmarcPasses, report.FromDomain));
        Assert.Contains(report.Issues, issue => issue.Code == code);
        Assert.DoesNotContain(report.Issues, static issue => issue.Code == "bulk-dmarc-fails");
    }

    [Theory]
    [InlineData("10.0.0.5")]
    [InlineData("127.0.0.1")]
    [InlineData("fd00::5")]
    public async Task An_address_that_no_receiver_sees_does_not_fail_SPF(string address)
    {
        var report = await CheckAsync(From + Rest, new MessageCheckRequest { ClientAddress = IPAddress.Parse(address), MailFrom = "bounce@example.com" });

        Assert.Equal((null, null, null), (report.Spf, report.Authentication.SpfPasses, report.Authentication.DmarcPasses));
    }

    [Theory]
    [InlineData("bounce@example.com", "bulk-spf-fails", "example.com", "Add ip4:8.8.8.8 to the SPF record of example.com")]
    [InlineData("bounce@absent.example", "bulk-spf-fails", "absent.example", "Publish at absent.example: v=spf1 ip4:8.8.8.8 -all")]
    [InlineData("bounce@broken.example", "bulk-spf-fails", "broken.example", "Mend the SPF record of broken.example")]
    [InlineData("bounce@example.com", "bulk-dmarc-fails", "example.com", "Sign with DKIM as d=example.com")]
    public async Task The_fix_names_the_domain_and_the_record(string sender, string code, string subject, string fix)
    {
        var report = await CheckAsync(From + Rest, new MessageCheckRequest { ClientAddress = IPAddress.Parse("8.8.8.8"), MailFrom = sender }, Zone().Add("broken.example", "TXT", "v=spf1 all:x"));

        var issue = Assert.Single(report.Issues, issue => issue.Code == code);
        Assert.Equal(subject, issue.Subject);
        Assert.StartsWith(fix, issue.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Publish at _dmarc.other.example: v=DMARC1; p=none; rua=mailto:dmarc-reports@other.example")]
    [InlineData("v=DMARC1; p=foo", "Give the record at _dmarc.other.example a valid policy")]
    [InlineData("v=DMARC1; p=none|v=DMARC1; p=reject", "Remove all but one of the DMARC records at _dmarc.other.example.")]
    public async Task The_fix_of_a_missing_or_broken_DMARC_record_is_a_record(string? records, string fix)
    {
        var zone = new ZoneResolver();
        foreach (var record in records?.Split('|') ?? [])
        {
            zone.Add("_dmarc.other.example", "TXT", record);
        }

        var report = await CheckAsync("From: a@other.example\r\n" + Rest, new MessageCheckRequest { ClientAddress = Client, MailFrom = "a@other.example" }, zone);

        Assert.StartsWith(fix, Assert.Single(report.Issues, static issue => issue.Code == "bulk-dmarc-fails").Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_addresses_of_one_domain_are_judged()
    {
        var report = await CheckAsync("From: a@example.com, b@Example.com\r\n" + Rest, new MessageCheckRequest { ClientAddress = Client, MailFrom = "bounce@example.com" });

        Assert.Equal(DmarcVerdict.Pass, report.Dmarc.Verdict);
    }

    [Theory]
    [InlineData("Return-Path: <bounce@example.com> (by relay)\r\n")]
    [InlineData("Return-Path: <@relay.example:bounce@example.com>\r\n")]
    [InlineData("Return-Path: bounce@example.com\r\nReturn-Path: <old@other.example>\r\n")]
    public async Task The_topmost_Return_Path_is_the_envelope_sender_in_whatever_form(string field)
    {
        var report = await CheckAsync(field + From + Rest, new MessageCheckRequest { ClientAddress = Client });

        Assert.Equal((SpfVerdict.Pass, "example.com"), (report.Spf!.Verdict, report.Spf.Domain));
    }

    [Fact]
    public async Task A_message_that_is_longer_than_signatures_are_checked_of_does_not_fail_DKIM()
    {
        var options = new SenderReputationOptions();
        options.Dkim.MaxMessageBytes = 2_000;
        var signed = DkimHand.Sign(From + Rest + new string('a', 70) + "\r\n", "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1; h=From:From", HandKey.Rsa2048);
        var whole = await CheckAsync(signed, new MessageCheckRequest(), options: options);
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(signed + string.Concat(Enumerable.Repeat("more\r\n", 1_000))));

        var cut = await Check(Zone(), options).CheckAsync(stream, new MessageCheckRequest { ClientAddress = IPAddress.Parse("8.8.8.8"), MailFrom = "bounce@example.com" }, TestContext.Current.CancellationToken);

        Assert.True(whole.Authentication.DkimPasses);
        Assert.Equal((null, null), (cut.Authentication.DkimPasses, cut.Authentication.DmarcPasses));
        Assert.Contains(cut.Issues, static issue => issue is { Code: "dkim-not-checked", Severity: IssueSeverity.Unknown });
        Assert.DoesNotContain(cut.Issues, static issue => issue.Code is "bulk-dkim-fails" or "bulk-dmarc-fails" or "dkim-signature-fails");
    }

    [Fact]
    public async Task Limits_as_large_as_numbers_are_do_not_leave_a_stream_unread()
    {
        var options = new SenderReputationOptions();
        options.BulkSender.MaxMessageBytes = options.Dkim.MaxMessageBytes = int.MaxValue;
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(From + Rest));

        var report = await Check(Zone(), options).CheckAsync(stream, new MessageCheckRequest(), TestContext.Current.CancellationToken);

        Assert.Equal((stream.Length, "example.com"), (report.Size, report.FromDomain));
    }

    [Theory]
    [InlineData("")]
    [InlineData("DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=YQ==; b=YQ==\r\n")]
    public async Task A_message_without_DKIM_costs_as_much_as_one_without_SPF(string signature)
    {
        var report = await CheckAsync(signature + From + Rest, new MessageCheckRequest { ClientAddress = IPAddress.Parse("8.8.8.8"), MailFrom = "bounce@example.com" });

        Assert.Equal(
            Assert.Single(report.Issues, static issue => issue.Code == "bulk-spf-fails").Severity,
            Assert.Single(report.Issues, static issue => issue is { Area: IssueArea.Dkim, Severity: >= IssueSeverity.Error }).Severity);
    }

    [Fact]
    public async Task A_resolver_that_throws_leaves_verdicts_open_and_the_rest_of_the_report()
    {
        var report = await Check(new BrokenResolver(), new SenderReputationOptions()).CheckAsync(
            Encoding.Latin1.GetBytes(From + Rest), new MessageCheckRequest { ClientAddress = Client, MailFrom = "bounce@example.com" }, TestContext.Current.CancellationToken);

        Assert.Equal((null, null, "example.com"), (report.Authentication.SpfPasses, report.Authentication.DmarcPasses, report.FromDomain));
    }

    private static ValueTask<MessageReport> CheckAsync(string message, MessageCheckRequest request, ZoneResolver? zone = null, SenderReputationOptions? options = null) =>
        Check(zone ?? Zone(), options ?? new SenderReputationOptions()).CheckAsync(Encoding.Latin1.GetBytes(message), request, TestContext.Current.CancellationToken);

    private static MessageCheck Check(IDnsResolver resolver, SenderReputationOptions options) => new(resolver, options, new FakeTimeProvider(new DateTimeOffset(2026, 11, 2, 10, 0, 30, TimeSpan.Zero)));

    private static ZoneResolver Zone() => new ZoneResolver()
        .Add("example.com", "TXT", "v=spf1 ip4:8.8.4.4 -all")
        .Add("s1._domainkey.example.com", "TXT", HandKey.Rsa2048.Record)
        .Add("_dmarc.example.com", "TXT", "v=DMARC1; p=reject");

    private sealed class BrokenResolver : IDnsResolver
    {
        public ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken) => throw new InvalidOperationException("The host's resolver is broken.");
    }
}
