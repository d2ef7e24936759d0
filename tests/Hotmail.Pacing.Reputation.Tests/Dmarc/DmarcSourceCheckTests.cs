using System.Globalization;
using System.Net;
using Hotmail.Pacing.Reputation.Dmarc;
using Hotmail.Pacing.Reputation.Dmarc.Sources;
using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Tests.Dmarc;

public sealed class DmarcSourceCheckTests
{
    [Fact]
    public void Sources_are_grouped_by_confirmed_name_then_SPF_then_DKIM_then_stand_alone()
    {
        var summary = Summary(
            Row("192.0.2.1", 5), Row("192.0.2.2", 4), Row("192.0.2.3", 3, spf: "bounce.esp.example"), Row("192.0.2.4", 2, dkim: "sign.other.co.uk"), Row("192.0.2.5", 1), Row("?", 1));
        var names = new Dictionary<IPAddress, string> { [IPAddress.Parse("192.0.2.1")] = "mx1.Shop.example.", [IPAddress.Parse("192.0.2.2")] = "mx2.shop.example" };

        var groups = new DmarcSourceCheck().Check(summary, names).Groups;

        Assert.Equal(
            [
                ("shop.example", DmarcGroupName.ReverseDns, 9L), ("esp.example", DmarcGroupName.SpfDomain, 3L), ("other.co.uk", DmarcGroupName.DkimDomain, 2L),
                ("192.0.2.5", DmarcGroupName.Address, 1L), ("others", DmarcGroupName.Address, 1L),
            ],
            groups.Select(static group => (group.Name, group.NamedBy, group.Totals.Messages)));
    }

    [Theory]
    [InlineData(DmarcStanding.Verified, 10, 9, 0)]
    [InlineData(DmarcStanding.Unverified, 10, 8, 0)]
    [InlineData(DmarcStanding.Unverified, 9, 9, 0)]
    [InlineData(DmarcStanding.Forwarder, 10, 0, 10)]
    [InlineData(DmarcStanding.Unverified, 9, 0, 9)]
    public void Standing_follows_from_how_much_passed(DmarcStanding expected, int messages, int aligned, int forwarded)
    {
        var rows = Row("192.0.2.1", aligned, spf: "example.com", aligned: true) + Row("192.0.2.1", forwarded, dkim: "example.com", aligned: true)
            + Row("192.0.2.1", messages - aligned - forwarded);

        Assert.Equal(expected, Assert.Single(new DmarcSourceCheck(Options(minMessages: 9, verified: 10 - (expected == DmarcStanding.Verified ? 1 : 0))).Check(Summary(rows)).Groups).Standing);
    }

    [Fact]
    public void The_owner_approves_networks_and_organisations()
    {
        var summary = Summary(Row("192.0.2.1", 1, spf: "a.esp.example"), Row("198.51.100.1", 1), Row("198.51.100.2", 1));
        var options = new DmarcSourceOptions();
        options.ApprovedNetworks.Add(IPNetwork.Parse("198.51.100.0/31"));
        options.ApprovedDomains.Add("ESP.example");

        var groups = new DmarcSourceCheck(options).Check(summary).Groups;

        Assert.Equal(
            ["192.0.2.1 Approved", "198.51.100.1 Approved", "198.51.100.2 Unverified"],
            groups.Select(static group => $"{group.Sources[0].Address} {group.Standing}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("reports-misaligned-spf", "bounce.esp.example", null, false, 0)]
    [InlineData("reports-misaligned-dkim", "bounce.esp.example", "esp.example", false, 0)]
    [InlineData("reports-unverified-source", null, null, false, 0)]
    [InlineData("reports-no-dkim", "example.com", null, true, 0)]
    [InlineData("reports-no-spf", null, "example.com", true, 32)]
    [InlineData("reports-forwarder", null, "example.com", true, 0)]
    [InlineData(null, "example.com", "example.com", true, 0)]
    public void Each_source_has_the_step_that_mends_it(string? code, string? spf, string? dkim, bool aligned, int approvedBits)
    {
        var options = new DmarcSourceOptions();
        if (approvedBits > 0)
        {
            options.ApprovedNetworks.Add(new IPNetwork(IPAddress.Parse("192.0.2.1"), approvedBits));
        }

        var issues = new DmarcSourceCheck(options).Check(Summary(Row("192.0.2.1", 40, spf, dkim, aligned))).Issues;

        var found = issues.Where(static issue => issue.Code != "reports-low-pass-rate").ToList();
        Assert.Equal(code is null ? [] : [code], found.Select(static issue => issue.Code));
        Assert.Equal(!aligned, issues.Any(static issue => issue.Code == "reports-low-pass-rate"));
        Assert.All(found, issue =>
        {
            Assert.Contains("192.0.2.1: ", issue.Evidence, StringComparison.Ordinal);
            Assert.Contains("40", issue.Evidence, StringComparison.Ordinal);
            Assert.Same(IssueCatalogue.Find(issue.Code), issue.Definition);
        });
    }

    [Fact]
    public void A_misaligned_source_is_told_which_domain_passed_and_which_it_should_be()
    {
        var issue = Assert.Single(new DmarcSourceCheck().Check(Summary(Row("192.0.2.1", 40, "bounce.esp.example"))).Issues, static issue => issue.Code == "reports-misaligned-spf");

        Assert.Equal("esp.example", issue.Subject);
        Assert.Equal("192.0.2.1: 40 of 40 messages failed DMARC although SPF passed: for bounce.esp.example, which is not aligned with example.com.", issue.Evidence);
        Assert.Contains("d=example.com", issue.Fix, StringComparison.Ordinal);
        Assert.Contains("bounce.example.com", issue.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Few_messages_are_no_issue_and_many_sources_are_not_many_issues()
    {
        var few = Summary(Row("192.0.2.1", 9));
        var many = Summary([.. Enumerable.Range(0, 100).Select(static host => Row(string.Create(CultureInfo.InvariantCulture, $"192.0.2.{host}"), 10 + host))]);

        Assert.Empty(new DmarcSourceCheck().Check(few).Issues);
        var issues = new DmarcSourceCheck().Check(many).Issues;
        Assert.Equal(20, issues.Count(static issue => issue.Code == "reports-unverified-source"));
        Assert.Contains(issues, static issue => issue.Subject == "192.0.2.99");
        Assert.DoesNotContain(issues, static issue => issue.Subject == "192.0.2.0");
    }

    [Theory]
    [InlineData("a.b.example.com", "example.com")]
    [InlineData("mail.example.co.uk", "example.co.uk")]
    [InlineData("co.uk", null)]
    [InlineData("example.de", "example.de")]
    [InlineData("localhost", null)]
    [InlineData("a..com", null)]
    public void Organisations_are_those_of_the_public_suffix_list(string domain, string? expected) => Assert.Equal(expected, new DmarcSourceOptions().OrganizationalDomain(domain));

    [Fact]
    public void A_source_has_the_domains_of_most_of_its_messages_over_all_reports()
    {
        var summary = new DmarcReportSummary();
        foreach (var (id, rows) in new[] { ("1", Row("192.0.2.1", 5, "rare.example")), ("2", Row("192.0.2.1", 20, "Often.example", "sig.example")), ("3", Row("192.0.2.1", 5, "rare.example")) })
        {
            Read(summary, DmarcFiles.Report(rows).Replace("r-1", id, StringComparison.Ordinal));
        }

        var source = Assert.Single(summary.Sources);

        Assert.Equal(("example.com", "often.example", "sig.example", "often.example", "sig.example"),
            (source.HeaderFrom, source.SpfDomain, source.DkimDomain, source.MisalignedSpfDomain, source.MisalignedDkimDomain));
    }

    [Fact]
    public void A_text_that_is_no_domain_is_not_taken_for_one()
    {
        var source = Assert.Single(Summary(Row("192.0.2.1", 5, "evil&#x9B;2J.example")).Sources);

        Assert.Null(source.SpfDomain);
        Assert.Equal(5, source.Totals.SpfMisaligned);
    }

    private static DmarcSourceOptions Options(long minMessages, long verified) => new() { MinMessages = minMessages, VerifiedMessages = verified };

    private static DmarcReportSummary Summary(params string[] rows)
    {
        var summary = new DmarcReportSummary();
        Read(summary, DmarcFiles.Report(string.Concat(rows)));
        return summary;
    }

    private static void Read(DmarcReportSummary summary, string report)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(report));
        new DmarcReportReader().Read(stream, "file", summary, TestContext.Current.CancellationToken);
    }

    /// <summary>SPF and DKIM pass for the domains that are given, and are aligned or not.</summary>
    private static string Row(string ip, int count, string? spf = null, string? dkim = null, bool aligned = false) =>
        string.Create(CultureInfo.InvariantCulture, $"""
        <record>
          <row><source_ip>{ip}</source_ip><count>{count}</count><policy_evaluated><dkim>{Word(dkim is not null && aligned)}</dkim><spf>{Word(spf is not null && aligned)}</spf></policy_evaluated></row>
          <identifiers><header_from>example.com</header_from></identifiers>
          <auth_results>
            {(dkim is null ? "" : $"<dkim><domain>broken.example</domain><result>fail</result></dkim><dkim><domain>{dkim}</domain><result>pass</result></dkim>")}
            <spf><domain>{spf ?? "nobody.example"}</domain><result>{(spf is null ? "none" : "pass")}</result></spf>
          </auth_results>
        </record>
        """);

    private static string Word(bool pass) => pass ? "pass" : "fail";
}
