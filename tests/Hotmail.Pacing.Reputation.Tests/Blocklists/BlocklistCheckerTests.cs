using System.Net;
using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Tests.Dns;
using Microsoft.Extensions.Time.Testing;
using static Hotmail.Pacing.Reputation.Tests.Blocklists.TestLists;

namespace Hotmail.Pacing.Reputation.Tests.Blocklists;

public class BlocklistCheckerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_asked_unless_a_list_is_configured()
    {
        var zone = new ZoneResolver();
        var checker = new BlocklistChecker(zone, new BlocklistOptions());

        Assert.Empty((await checker.CheckAddressAsync(IPAddress.Parse(Client), Token)).Results);
        Assert.Empty((await checker.CheckDomainAsync("example.com", Token)).Results);
        Assert.Empty(zone.Questions);
    }

    [Fact]
    public async Task What_a_list_does_not_have_is_not_listed()
    {
        var report = await CheckAsync(Working(Zen), KnownBlocklists.SpamhausZen);

        Assert.Equal(BlocklistStatus.NotListed, Assert.Single(report.Results).Status);
        Assert.Empty(report.Issues);
    }

    [Fact]
    public async Task A_listing_by_which_Microsoft_refuses_is_critical_and_says_what_the_list_says()
    {
        var zone = Working(Zen).Add(Asked, "A", "127.0.0.2").Add(Asked, "A", "127.0.0.9").Add(Asked, "TXT", "https://check.example.net/" + Client);

        var report = await CheckAsync(zone, KnownBlocklists.SpamhausZen);

        var result = Assert.Single(report.Results);
        Assert.Equal((BlocklistStatus.Listed, BlocklistProblem.None, "https://check.example.net/192.0.2.25"), (result.Status, result.Problem, result.Reason));
        Assert.Equal(["127.0.0.2", "127.0.0.9"], result.Codes.Select(static code => code.Address.ToString()));
        var issue = Assert.Single(report.Issues);
        Assert.Equal(("blocklist-listed-microsoft", IssueSeverity.Critical), (issue.Code, issue.Severity));
        Assert.Contains("SBL", issue.Evidence, StringComparison.Ordinal);
        Assert.Contains("check.spamhaus.org", issue.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_listing_is_the_ISPs_matter()
    {
        var policy = await CheckAsync(Working(Zen).Add(Asked, "A", "127.0.0.10"), KnownBlocklists.SpamhausZen);
        var both = await CheckAsync(Working(Zen).Add(Asked, "A", "127.0.0.11").Add(Asked, "A", "127.0.0.4"), KnownBlocklists.SpamhausZen);

        var issue = Assert.Single(policy.Issues);
        Assert.Equal(("blocklist-policy", IssueSeverity.Error), (issue.Code, issue.Severity));
        Assert.Contains("ISP", issue.Fix, StringComparison.Ordinal);
        Assert.Equal(["blocklist-listed-microsoft", "blocklist-policy"], both.Issues.Select(static one => one.Code));
    }

    [Fact]
    public async Task A_listing_elsewhere_is_a_warning_also_with_a_code_that_nobody_explained()
    {
        var zone = Working("bl.spamcop.net").Add("25.2.0.192.bl.spamcop.net", "A", "127.0.0.77");

        var report = await CheckAsync(zone, KnownBlocklists.SpamCop);

        Assert.Equal(BlocklistStatus.Listed, Assert.Single(report.Results).Status);
        Assert.Equal(["blocklist-listed"], report.Issues.Select(static issue => issue.Code));
    }

    /// <summary>Others took each of these for a listing, and refused all mail.</summary>
    [Theory]
    [InlineData("127.255.255.252", BlocklistProblem.ListBroken, "blocklist-broken")]
    [InlineData("127.255.255.254", BlocklistProblem.ResolverRefused, "blocklist-resolver-refused")]
    [InlineData("127.255.255.255", BlocklistProblem.ResolverRefused, "blocklist-resolver-refused")]
    [InlineData("127.255.255.250", BlocklistProblem.ResolverRefused, "blocklist-resolver-refused")]
    [InlineData("127.0.0.1", BlocklistProblem.ResolverRefused, "blocklist-resolver-refused")]
    [InlineData("127.0.1.255", BlocklistProblem.CannotBeAsked, "blocklist-not-public")]
    [InlineData("192.0.2.80", BlocklistProblem.ListBroken, "blocklist-broken")]
    public async Task What_is_no_listing_is_never_one(string answer, BlocklistProblem problem, string code)
    {
        foreach (var list in new[] { KnownBlocklists.SpamhausZen, KnownBlocklists.SpamhausZen with { Codes = [] } })
        {
            var alone = await CheckAsync(Working(Zen).Add(Asked, "A", answer), list);
            var withListing = await CheckAsync(Working(Zen).Add(Asked, "A", "127.0.0.2").Add(Asked, "A", answer), list);
            var asTestPoint = await CheckAsync(new ZoneResolver().Add("2.0.0.127." + Zen, "A", answer).Add(Asked, "A", "127.0.0.2"), list);

            foreach (var report in new[] { alone, withListing, asTestPoint })
            {
                var result = Assert.Single(report.Results);
                Assert.Equal((BlocklistStatus.Unknown, problem), (result.Status, result.Problem));
                var issue = Assert.Single(report.Issues);
                Assert.Equal((code, IssueSeverity.Unknown), (issue.Code, issue.Severity));
                Assert.Contains(answer, issue.Evidence, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_refused_resolver_is_told_with_what_to_do()
    {
        var issue = Assert.Single((await CheckAsync(new ZoneResolver().Add("2.0.0.127." + Zen, "A", "127.255.255.254"), KnownBlocklists.SpamhausZen)).Issues);

        Assert.Contains("resolver of your own", issue.Fix, StringComparison.Ordinal);
        Assert.Contains("key", issue.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.0.0.127." + Zen)]
    [InlineData("1.0.0.127." + Zen)]
    [InlineData(Asked)]
    public async Task A_dns_failure_is_unknown(string silent)
    {
        var zone = new ZoneResolver().AddTimeout(silent);
        if (!silent.StartsWith('2') || silent == Asked)
        {
            zone.Add("2.0.0.127." + Zen, "A", "127.0.0.2");
        }

        var report = await CheckAsync(zone, KnownBlocklists.SpamhausZen);

        Assert.Equal((BlocklistStatus.Unknown, BlocklistProblem.NoAnswer), (report.Results[0].Status, report.Results[0].Problem));
        Assert.Equal(["blocklist-unknown"], report.Issues.Select(static issue => issue.Code));
    }

    [Fact]
    public async Task An_IPv6_address_is_asked_for_by_its_digits_where_the_list_has_such()
    {
        const string tail = "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0." + Zen;
        const string asked = "5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2." + Zen;
        var zone = new ZoneResolver().Add("2.0.0.0.0.0.f.7.f.f.f.f." + tail, "A", "127.0.0.2").Add(asked, "A", "127.0.0.3");

        var report = await Make(zone, new FakeTimeProvider(), KnownBlocklists.SpamhausZen, KnownBlocklists.SpamCop).CheckAddressAsync(IPAddress.Parse("2001:db8::25"), Token);

        Assert.Equal(BlocklistStatus.Listed, Assert.Single(report.Results).Status);
        Assert.Equal(["A 2.0.0.0.0.0.f.7.f.f.f.f." + tail, "A 1.0.0.0.0.0.f.7.f.f.f.f." + tail, "A " + asked, "Txt " + asked], zone.Questions);
    }

    [Fact]
    public async Task A_domain_is_asked_of_the_lists_of_domains_alone()
    {
        var zone = new ZoneResolver().Add("dbltest.com.dbl.spamhaus.org", "A", "127.0.1.2").Add("example.net.dbl.spamhaus.org", "A", "127.0.1.4");

        var report = await Make(zone, new FakeTimeProvider(), KnownBlocklists.SpamhausZen, KnownBlocklists.SpamhausDbl).CheckDomainAsync("Example.net.", Token);

        Assert.Equal(("phishing", "Spamhaus DBL"), (Assert.Single(Assert.Single(report.Results).Codes).Meaning, report.Results[0].List.Name));
        Assert.Equal(["blocklist-listed-microsoft"], report.Issues.Select(static issue => issue.Code));
    }

    [Fact]
    public async Task Bits_of_an_answer_are_told_apart()
    {
        var zone = new ZoneResolver().Add("surbl-org-permanent-test-point.com.multi.surbl.org", "A", "127.0.0.254").Add("example.net.multi.surbl.org", "A", "127.0.0.72").Add("example.org.multi.surbl.org", "A", "127.0.5.8");
        var checker = Make(zone, new FakeTimeProvider(), KnownBlocklists.Surbl);

        var bits = Assert.Single((await checker.CheckDomainAsync("example.net", Token)).Results);
        var none = Assert.Single((await checker.CheckDomainAsync("example.org", Token)).Results);

        Assert.Equal(["phishing", "spam"], bits.Codes.Select(static code => code.Meaning));
        Assert.Equal(BlocklistStatus.Listed, none.Status);
        Assert.Empty(none.Codes);
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("[192.0.2.1]")]
    [InlineData("2001:db8::1")]
    [InlineData("no domain")]
    [InlineData("")]
    public async Task What_is_no_domain_is_asked_of_nobody(string domain)
    {
        var zone = new ZoneResolver();

        var report = await Make(zone, new FakeTimeProvider(), KnownBlocklists.SpamhausDbl).CheckDomainAsync(domain, Token);

        Assert.Equal(["blocklist-not-public"], report.Issues.Select(static issue => issue.Code));
        Assert.Empty(zone.Questions);
    }

    [Fact]
    public async Task An_address_that_nobody_sees_is_asked_of_nobody()
    {
        var zone = new ZoneResolver();

        var report = await Make(zone, new FakeTimeProvider(), KnownBlocklists.SpamhausZen).CheckAddressAsync(IPAddress.Parse("10.0.0.1"), Token);

        Assert.Equal(["blocklist-not-public"], report.Issues.Select(static issue => issue.Code));
        Assert.Empty(zone.Questions);
    }

    [Fact]
    public async Task A_key_is_in_every_question_and_in_no_report()
    {
        const string zoneName = "SECRETkey1.zen.dq.spamhaus.net";
        var listed = Working(zoneName).Add("25.2.0.192." + zoneName, "A", "127.0.0.2").Add("25.2.0.192." + zoneName, "TXT", "see 25.2.0.192.secretKEY1.zen.dq");

        var report = await CheckAsync(listed, KnownBlocklists.SpamhausZenWithKey("SECRETkey1"));
        var failed = await Make(new Leaking(), new FakeTimeProvider(), KnownBlocklists.SpamhausZenWithKey("SECRETkey1")).CheckAddressAsync(IPAddress.Parse(Client), Token);

        Assert.All(listed.Questions, static question => Assert.EndsWith(zoneName, question, StringComparison.Ordinal));
        Assert.Equal("see 25.2.0.192.….zen.dq", report.Results[0].Reason);
        Assert.All([.. report.Issues, .. failed.Issues], static issue => Assert.DoesNotContain("secretkey1", issue.Evidence + issue.Fix + issue, StringComparison.OrdinalIgnoreCase));
        Assert.All([.. report.Results, .. failed.Results], static result => Assert.DoesNotContain("secretkey1", result.ToString(), StringComparison.OrdinalIgnoreCase));
        Assert.Throws<ArgumentException>(static () => KnownBlocklists.SpamhausDblWithKey("a.b"));
    }

    [Fact]
    public void Limits_and_zones_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new BlocklistChecker(new ZoneResolver(), new BlocklistOptions { MaxParallelLists = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new BlocklistChecker(new ZoneResolver(), new BlocklistOptions { TestInterval = TimeSpan.Zero }));
        Assert.Throws<ArgumentException>(static () => Make(new ZoneResolver(), TimeProvider.System, KnownBlocklists.Psbl with { Zone = "no zone" }));
    }

    [Fact]
    public void Known_lists_are_found_by_name_and_none_is_dead()
    {
        Assert.Same(KnownBlocklists.SpamhausZen, KnownBlocklists.Find("spamhaus-zen"));
        Assert.Same(KnownBlocklists.Psbl, KnownBlocklists.Find("psbl"));
        Assert.Null(KnownBlocklists.Find("sorbs"));
        Assert.All(KnownBlocklists.All, static list => Assert.Same(list, KnownBlocklists.Find(list.Name)));
        Assert.DoesNotContain(KnownBlocklists.All, static list => list.Zone.Contains("sorbs", StringComparison.Ordinal) || list.Zone.Contains("uceprotect", StringComparison.Ordinal));
    }

    /// <summary>Says the name in its failures, as resolvers do.</summary>
    private sealed class Leaking : IDnsResolver
    {
        public ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken) => ValueTask.FromResult(DnsAnswer.Failed($"The server refused {name}."));
    }
}
