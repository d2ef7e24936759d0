using System.Net;
using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Checks;

/// <summary>Which of the domains and addresses an issue is about.</summary>
public class DomainCheckSubjectTests
{
    private static readonly DomainCheckRequest Request = new() { Domain = "example.com", Selectors = ["s1"], Addresses = [IPAddress.Parse("8.8.4.4")], EhloName = "mail.example.com" };

    [Theory]
    [InlineData("10.0.0.5")]
    [InlineData("::ffff:192.168.1.5")]
    [InlineData("fd00::5")]
    public async Task Of_an_address_that_no_receiver_sees_only_that_is_said(string address)
    {
        var report = await CheckAsync(DomainCheckTests.GoodZone(), Request with { Addresses = [IPAddress.Parse(address)] }, WithList());

        Assert.Equal("rdns-address-not-public", Assert.Single(report.Issues, static issue => issue.Severity != Reputation.Issues.IssueSeverity.Notice).Code);
        Assert.Equal((100, false), (report.Score.Value, report.Score.IsComplete));
    }

    [Theory]
    [InlineData("v=spf1 include:other.example ?all", "Publish at example.com: v=spf1 ip4:8.8.4.4 include:other.example ?all")]
    [InlineData("v=spf1", "Publish at example.com: v=spf1 ip4:8.8.4.4")]
    public async Task An_address_that_does_not_pass_is_mended_by_the_whole_record(string record, string fix)
    {
        var zone = DomainCheckTests.GoodZone(record).Add("other.example", "TXT", "v=spf1 ip4:9.9.9.9 -all");

        var issue = Assert.Single((await CheckAsync(zone, Request)).Issues, static issue => issue.Code == "spf-address-not-allowed");

        Assert.Equal(("8.8.4.4", fix), (issue.Subject, issue.Fix));
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("bounce.example.net")]
    [InlineData("mail.example.com")]
    public async Task Lists_of_domains_are_asked_for_every_name_that_receivers_ask_them_for(string listed)
    {
        var zone = DomainCheckTests.GoodZone().Add("bounce.example.net", "TXT", "v=spf1 ip4:8.8.4.4 -all").Add("bounce.example.net", "MX", "mx.example.com").Add($"{listed}.list.example", "A", "127.0.0.2");

        var report = await CheckAsync(zone, Request with { EnvelopeDomain = "Bounce.Example.net." }, WithList());

        Assert.Equal(["example.com", "bounce.example.net", "mail.example.com"], report.Blocklists.Select(static blocklists => blocklists.Subject.ToLowerInvariant()));
        Assert.Equal(listed, Assert.Single(report.Issues, static issue => issue.Code == "blocklist-listed").Subject, ignoreCase: true);
    }

    [Theory]
    [InlineData("[8.8.4.4]")]
    [InlineData("8.8.4.4")]
    [InlineData("localhost")]
    [InlineData("not a name")]
    public async Task An_EHLO_name_that_is_no_domain_is_asked_of_no_list(string name)
    {
        var report = await CheckAsync(DomainCheckTests.GoodZone(), Request with { EhloName = name }, WithList());

        Assert.Equal("example.com", Assert.Single(report.Blocklists).Subject);
        Assert.DoesNotContain(report.Issues, static issue => issue.Code == "blocklist-not-public");
        Assert.Contains(report.Issues, static issue => issue.Area == Reputation.Issues.IssueArea.Helo);
    }

    [Fact]
    public async Task Replies_go_to_the_From_domain_whatever_takes_the_bounces()
    {
        var zone = new ZoneResolver().Add("example.com", "MX", ".").Add("bounce.example.net", "MX", "mx.example.net").Add("mx.example.net", "A", "8.8.4.5");

        var apart = await CheckAsync(zone, Request with { EnvelopeDomain = "bounce.example.net" });
        var same = await CheckAsync(DomainCheckTests.GoodZone(), Request with { EnvelopeDomain = "EXAMPLE.com." });

        Assert.Equal("example.com", Assert.Single(apart.Issues, static issue => issue.Code == "mx-null").Subject);
        Assert.Null(same.FromMailExchangers);
    }

    [Fact]
    public async Task A_weak_DMARC_policy_costs_no_more_where_there_is_a_logo()
    {
        const string Weak = "v=DMARC1; p=none; rua=mailto:d@example.com";
        var plain = await CheckAsync(DomainCheckTests.GoodZone(dmarc: Weak), Request);
        var logo = await CheckAsync(DomainCheckTests.GoodZone(dmarc: Weak).Add("default._bimi.example.com", "TXT", "v=BIMI1; l=https://example.com/l.svg; a=https://example.com/m.pem"), Request);

        Assert.Contains(logo.Issues, static issue => issue.Code == "bimi-policy");
        Assert.Equal(plain.Score.Value, logo.Score.Value);
    }

    [Theory]
    [InlineData("\"v=DMARC1; p=none\"", "dmarc-missing")]
    [InlineData("v=DMARC1; p=foo", "dmarc-unusable")]
    [InlineData("v=DMARC1; p=foo; rua=mailto:d@example.com", "dmarc-no-policy")]
    public async Task One_fault_of_the_DMARC_record_takes_points_once(string record, string code)
    {
        var report = await CheckAsync(DomainCheckTests.GoodZone(dmarc: record), Request);

        Assert.Equal(code, Assert.Single(report.Score.Deductions).Code);
        Assert.Contains(record, report.Issues[0].Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.1", "mx-is-address")]
    [InlineData("absent.example.net", "mx-unreachable")]
    [InlineData("inside.example.net", "mx-unreachable")]
    public async Task One_fault_of_the_mail_exchanger_takes_points_once(string host, string code)
    {
        var zone = new ZoneResolver().Add("bounce.example.com", "TXT", "v=spf1 ip4:8.8.4.4 -all").Add("bounce.example.com", "MX", host).Add("inside.example.net", "A", "10.0.0.1");
        foreach (var (name, kind, value) in DomainCheckTests.GoodZone().All)
        {
            zone.Add(name, kind, value);
        }

        var report = await CheckAsync(zone, Request with { EnvelopeDomain = "bounce.example.com" });

        Assert.Equal(code, Assert.Single(report.Score.Deductions).Code);
        Assert.Contains(host, report.Issues[0].Evidence, StringComparison.Ordinal);
    }

    private static SenderReputationOptions WithList()
    {
        var options = new SenderReputationOptions();
        options.Blocklists.Lists.Add(new Blocklist { Name = "list", Zone = "list.example", Subjects = BlocklistSubjects.Domains | BlocklistSubjects.IPv4 | BlocklistSubjects.IPv6 });
        return options;
    }

    private static ValueTask<DomainReport> CheckAsync(ZoneResolver zone, DomainCheckRequest request, SenderReputationOptions? options = null) => new DomainCheck(
        zone.Add("TEST.list.example", "A", "127.0.0.2"), options ?? new SenderReputationOptions(), TimeProvider.System).CheckAsync(request, TestContext.Current.CancellationToken);
}
