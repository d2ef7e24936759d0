using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Checks;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Dmarc.Policy;

public class DmarcPolicyCheckTests
{
    private const string Good = "v=DMARC1; p=reject; rua=mailto:reports@example.com";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Good, null, null)]
    [InlineData("v=DMARC1; p=none; rua=mailto:reports@example.com", "dmarc-policy-none", 10)]
    [InlineData("v=DMARC1; p=reject; sp=none; rua=mailto:reports@example.com", "dmarc-weak-subdomains", 20)]
    [InlineData("v=DMARC1; p=reject; np=none; rua=mailto:reports@example.com", "dmarc-weak-nonexistent", 20)]
    [InlineData("v=DMARC1; p=quarantine; np=reject; rua=mailto:reports@example.com", null, null)]
    [InlineData("v=DMARC1; p=reject; pct=20; rua=mailto:reports@example.com", "dmarc-percentage", 20)]
    [InlineData("v=DMARC1; p=reject; pct=100; rua=mailto:reports@example.com", "dmarc-removed-tag", 20)]
    [InlineData("v=DMARC1; p=reject; ri=3600; rua=mailto:reports@example.com", "dmarc-removed-tag", 20)]
    [InlineData("v=DMARC1; p=reject; t=y; rua=mailto:reports@example.com", "dmarc-test-mode", 20)]
    [InlineData("v=DMARC1; p=reject; adkim=s; rua=mailto:reports@example.com", "dmarc-strict-alignment", 20)]
    [InlineData("v=DMARC1; p=reject; psd=y; rua=mailto:reports@example.com", "dmarc-public-suffix", 20)]
    [InlineData("v=DMARC1; p=reject; psd=n; rua=mailto:reports@example.com", null, null)]
    [InlineData("v=DMARC1; p=reject; fo=1; rua=mailto:reports@example.com", "dmarc-unused-failure-options", 20)]
    [InlineData("v=DMARC1; p=reject; ruf=mailto:f@example.com; rua=mailto:reports@example.com", "dmarc-failure-reports", 20)]
    [InlineData("v=DMARC1; p=reject; policy=none; rua=mailto:reports@example.com", "dmarc-unknown-tag", 20)]
    [InlineData("v=DMARC1; rua=mailto:reports@example.com; p=reject", "dmarc-tag-order", 42)]
    [InlineData("v=DMARC1; p=reject", "dmarc-no-reports", null)]
    [InlineData("v=DMARC1; p=reject; rua=https://example.com/r", "dmarc-report-address", 24)]
    [InlineData("v=DMARC1; p=reject; rua=mailto:a@example.com,mailto:b@example.com,mailto:c@example.com", "dmarc-many-report-addresses", 66)]
    [InlineData("v=DMARC1; p=reject; rua=mailto:a@example.com!10m", "dmarc-report-size", 24)]
    [InlineData("v=DMARC1; p=reject; rua=reports@example.com", "dmarc-syntax", 24)]
    [InlineData("v=DMARC1; rua=mailto:reports@example.com", "dmarc-no-policy", null)]
    [InlineData("v=DMARC1; p=foo; rua=mailto:reports@example.com", "dmarc-no-policy", 12)]
    [InlineData("v=DMARC1; p=reject; sp=foo; np=bar; rua=mailto:reports@example.com", "dmarc-no-policy", 23)]
    [InlineData("v=DMARC1; p=foo", "dmarc-unusable", 12)]
    [InlineData("v=DMARC1; p=reject; rua=mailto:reports@other.example", "dmarc-report-unauthorized", 24)]
    [InlineData("v=DMARC1; p=reject; rua=mailto:reports@willing.example", null, null)]
    [InlineData("v=DMARC1; p=reject; rua=mailto:reports@any.willing.example", null, null)]
    [InlineData("v=DMARC1; p=reject; rua=mailto:reports@in.example.com", null, null)]
    [InlineData("v=DMARC1; p=reject; rua=mailto:reports@dead.example", "dmarc-unknown", 24)]
    public async Task A_record_has_the_issue_and_its_place(string record, string? code, int? position)
    {
        var zone = new ZoneResolver().Add("_dmarc.example.com", "TXT", record)
            .Add("example.com._report._dmarc.willing.example", "TXT", "v=DMARC1").Add("example.com._report._dmarc.any.willing.example", "TXT", "v=DMARC1; rua=mailto:else@willing.example")
            .Add("example.com._report._dmarc.other.example", "TXT", "v=spf1 -all").AddTimeout("example.com._report._dmarc.dead.example");

        var report = await new DmarcPolicyCheck(zone).CheckAsync("example.com", Token);

        Assert.Equal(code is null ? [] : [(code, position)], report.Issues.Select(static issue => (issue.Code, issue.Position)));
        Assert.All(report.Issues, issue => Assert.Equal("example.com", issue.Subject));
        Assert.All(report.Issues.Where(static issue => issue.Severity != IssueSeverity.Unknown), issue => Assert.Contains(record, issue.Evidence, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_record_the_one_to_publish_is_named_and_near_misses_are_told()
    {
        var missing = await CheckAsync(new ZoneResolver(), "example.com");
        var quoted = await CheckAsync(new ZoneResolver().Add("_dmarc.example.com", "TXT", "\"v=DMARC1; p=none\""), "example.com");
        var lower = await CheckAsync(new ZoneResolver().Add("_dmarc.example.com", "TXT", "v=dmarc1; p=none"), "example.com");
        var misplaced = await CheckAsync(new ZoneResolver().Add("example.com", "TXT", Good), "example.com");
        var several = await CheckAsync(new ZoneResolver().Add("_dmarc.example.com", "TXT", Good).Add("_dmarc.example.com", "TXT", "v=DMARC1; p=none"), "example.com");
        var unusable = await CheckAsync(new ZoneResolver().Add("_dmarc.example.com", "TXT", "v=DMARC1; adkim=r"), "example.com");

        Assert.Equal("dmarc-missing", Assert.Single(missing).Code);
        Assert.Contains("Publish at _dmarc.example.com: v=DMARC1; p=none; rua=mailto:", missing[0].Fix, StringComparison.Ordinal);
        Assert.Equal(["dmarc-missing", "dmarc-wrong-version"], quoted.Select(static issue => issue.Code));
        Assert.Equal(["dmarc-missing", "dmarc-wrong-version"], lower.Select(static issue => issue.Code));
        Assert.Equal(["dmarc-missing", "dmarc-misplaced"], misplaced.Select(static issue => issue.Code));
        Assert.Equal(["dmarc-several-records"], several.Select(static issue => issue.Code));
        Assert.Equal(["dmarc-unusable"], unusable.Select(static issue => issue.Code));
    }

    [Fact]
    public async Task A_subdomain_is_told_whose_record_applies_and_judged_by_its_policy()
    {
        var zone = new ZoneResolver().Add("_dmarc.example.com", "TXT", "v=DMARC1; p=reject; sp=none; rua=mailto:reports@example.com");

        var issues = await CheckAsync(zone, "news.example.com");

        Assert.Equal(["dmarc-policy-none", "dmarc-inherited"], issues.Select(static issue => issue.Code));
        Assert.Contains("sp=none", issues[1].Evidence, StringComparison.Ordinal);
        Assert.Equal("Publish at _dmarc.example.com: v=DMARC1; p=reject; sp=quarantine; rua=mailto:reports@example.com", issues[0].Fix);
    }

    [Fact]
    public async Task Where_the_standards_differ_it_is_said()
    {
        var zone = new ZoneResolver().Add("_dmarc.mail.example.com", "TXT", "v=DMARC1; p=reject; rua=mailto:a@mail.example.com");

        var issue = Assert.Single(await CheckAsync(zone, "mail.example.com"));

        Assert.Equal(("dmarc-organizational-domain-differs", "It is mail.example.com by the DMARC records, and example.com by the public suffix list."), (issue.Code, issue.Evidence));
    }

    [Fact]
    public async Task A_failure_of_the_DNS_is_unknown_and_never_missing()
    {
        var unanswered = await CheckAsync(new ZoneResolver().AddTimeout("_dmarc.example.com"), "example.com");
        var above = await CheckAsync(new ZoneResolver().Add("_dmarc.example.com", "TXT", Good).AddTimeout("_dmarc.com"), "example.com");

        Assert.Equal([("dmarc-unknown", IssueSeverity.Unknown)], unanswered.Select(static issue => (issue.Code, issue.Severity)));
        Assert.Equal([("dmarc-unknown", IssueSeverity.Unknown)], above.Select(static issue => (issue.Code, issue.Severity)));
    }

    [Fact]
    public async Task A_record_that_names_a_thousand_destinations_costs_a_bounded_number_of_questions()
    {
        var zone = new ZoneResolver().Add("_dmarc.example.com", "TXT", "v=DMARC1; p=reject; rua=" + string.Join(',', Enumerable.Range(0, 1000).Select(static i => $"mailto:a@a.b.c.d.e.f.g.h{i}.example")));

        var issues = await CheckAsync(zone, "example.com");

        Assert.InRange(zone.Questions.Count, 10, 110);
        Assert.Contains(issues, static issue => issue.Code == "dmarc-report-unauthorized");
    }

    [Fact]
    public async Task What_is_no_domain_is_said()
    {
        Assert.Equal("dmarc-no-domain", Assert.Single(await CheckAsync(new ZoneResolver(), "a..b")).Code);
    }

    [Fact]
    public async Task It_works_with_a_real_name_server()
    {
        var zone = new ZoneResolver().Add("_dmarc.shop.example", "TXT", "v=DMARC1; p=reject; sp=quarantine; rua=mailto:in@reports.example,mailto:long@" + new string('l', 60) + ".example; " + string.Concat(Enumerable.Range(0, 40).Select(static i => $"x{i}=1; ")))
            .Add("*._report._dmarc.reports.example", "TXT", "v=DMARC1");
        var records = ZoneFile.Write(zone).Replace("\\042", "*", StringComparison.Ordinal);
        await using var server = await DnsServer.StartAsync(records, Token, origin: ".");
        var resolver = new DnsResolver(new DnsResolverOptions { Servers = { server.EndPoint }, Timeout = TimeSpan.FromSeconds(30) });

        var report = await new DmarcPolicyCheck(resolver).CheckAsync("news.shop.example", Token);

        Assert.Equal(("shop.example", "shop.example", 3), (report.Discovery.RecordDomain, report.Discovery.OrganizationalDomain, report.Discovery.Lookups.Count));
        Assert.Equal(["dmarc-inherited", "dmarc-report-unauthorized", "dmarc-unknown-tag"], report.Issues.Select(static issue => issue.Code).Distinct().Order(StringComparer.Ordinal));
    }

    private static async Task<IReadOnlyList<ReputationIssue>> CheckAsync(ZoneResolver zone, string domain) => (await new DmarcPolicyCheck(zone).CheckAsync(domain, Token)).Issues;
}
