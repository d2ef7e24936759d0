using System.Net;
using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Spf;
using Hotmail.Pacing.Reputation.Tests.Dkim;
using Hotmail.Pacing.Reputation.Tests.Dns;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Checks;

public class DomainCheckTests
{
    private static readonly DomainCheckRequest Request = new()
    {
        Domain = "example.com", Selectors = ["s1"], Addresses = [IPAddress.Parse("8.8.4.4")], EhloName = "mail.example.com",
    };

    [Fact]
    public async Task A_domain_with_all_in_order_has_the_full_score()
    {
        var report = await CheckAsync(GoodZone());

        Assert.DoesNotContain(report.Issues, static issue => issue.Severity > IssueSeverity.Notice);
        Assert.Equal((100, true), (report.Score.Value, report.Score.IsComplete));
        Assert.Equal(SpfVerdict.Pass, Assert.Single(report.Addresses).Spf.Verdict);
    }

    [Fact]
    public async Task The_score_is_100_less_what_the_issues_cost_each_code_once()
    {
        var zone = GoodZone("v=spf1 ?all", "v=DMARC1; p=none; rua=mailto:d@example.com").Add("s2._domainkey.example.com", "TXT", HandKey.Rsa1024.Record).Add("s3._domainkey.example.com", "TXT", HandKey.Rsa1024.Record);

        var report = await CheckAsync(zone, Request with { Selectors = ["s1", "s2", "s3"] });

        Assert.Contains(report.Issues, static issue => issue.Code == "spf-address-not-allowed" && issue.Fix.Contains("ip4:8.8.4.4", StringComparison.Ordinal));
        Assert.Equal(2, report.Issues.Count(static issue => issue.Code == "dkim-key-short"));
        Assert.Equal(report.Issues.OrderByDescending(static issue => issue.Severity).Select(static issue => issue.Code), report.Issues.Select(static issue => issue.Code));
        var costs = report.Issues.DistinctBy(static issue => issue.Code).Sum(static issue => ReputationScore.CostOf(issue.Severity));
        Assert.InRange(costs, 25, 99);
        Assert.Equal(100 - costs, report.Score.Value);
    }

    [Fact]
    public async Task What_the_DNS_does_not_answer_is_unknown_and_no_fault()
    {
        var zone = new ZoneResolver();
        foreach (var (name, _, _) in GoodZone().All)
        {
            zone.AddTimeout(name);
        }

        zone.AddTimeout("_mta-sts.example.com").AddTimeout("_smtp._tls.example.com").AddTimeout("default._bimi.example.com");
        var report = await CheckAsync(zone);

        Assert.All(report.Issues, static issue => Assert.Equal(IssueSeverity.Unknown, issue.Severity));
        Assert.Equal((100, false), (report.Score.Value, report.Score.IsComplete));
        Assert.Superset(new HashSet<IssueArea> { IssueArea.Spf, IssueArea.Dkim, IssueArea.Dmarc, IssueArea.MailExchangers, IssueArea.ReverseDns }, report.Issues.Select(static issue => issue.Area).ToHashSet());
    }

    [Fact]
    public async Task Without_selectors_DKIM_is_not_checked_and_the_score_is_not_complete()
    {
        var report = await CheckAsync(GoodZone(), Request with { Selectors = [] });

        Assert.Equal(IssueSeverity.Unknown, Assert.Single(report.Issues, static issue => issue.Code == "dkim-no-selectors-named").Severity);
        Assert.False(report.Score.IsComplete);
    }

    [Fact]
    public async Task SPF_and_bounces_are_those_of_the_envelope_domain()
    {
        var zone = GoodZone().Add("bounce.example.net", "TXT", "v=spf1 ip4:8.8.4.4 -all").Add("bounce.example.net", "MX", "mx.example.net").Add("mx.example.net", "A", "8.8.4.5");

        var report = await CheckAsync(zone, Request with { EnvelopeDomain = "bounce.example.net" });

        Assert.Equal(("bounce.example.net", "v=spf1 ip4:8.8.4.4 -all"), (report.Spf.Domain, report.Spf.Record));
        Assert.Equal(["mx.example.net"], report.MailExchangers.MailExchangers.Select(static host => host.Name));
        Assert.Equal("bounce.example.net", Assert.Single(report.Addresses).Spf.Domain);
    }

    [Fact]
    public async Task No_blocklist_is_asked_unless_one_is_configured()
    {
        var (without, with) = (GoodZone(), GoodZone().Add("2.0.0.127.list.example", "A", "127.0.0.2").Add("4.4.8.8.list.example", "A", "127.0.0.2"));
        var options = new SenderReputationOptions();
        options.Blocklists.Lists.Add(new Blocklist { Name = "list", Zone = "list.example", Subjects = BlocklistSubjects.IPv4 });

        await CheckAsync(without);
        var report = await CheckAsync(with, Request, options);

        Assert.DoesNotContain(without.Questions, static question => question.Contains("4.4.8.8.", StringComparison.Ordinal) && !question.Contains("in-addr", StringComparison.Ordinal));
        Assert.Equal(BlocklistStatus.Listed, Assert.Single(Assert.Single(report.Addresses).Blocklists.Results).Status);
        Assert.Contains(report.Issues, static issue => issue.Area == IssueArea.Blocklists && issue.Evidence.Contains("list.example", StringComparison.Ordinal));
    }

    private static ValueTask<DomainReport> CheckAsync(IDnsResolver zone, DomainCheckRequest? request = null, SenderReputationOptions? options = null) =>
        new DomainCheck(zone, options ?? new SenderReputationOptions(), new FakeTimeProvider()).CheckAsync(request ?? Request, TestContext.Current.CancellationToken);

    internal static ZoneResolver GoodZone(string spf = "v=spf1 ip4:8.8.4.4 -all", string dmarc = "v=DMARC1; p=reject; rua=mailto:d@example.com") => new ZoneResolver()
        .Add("example.com", "TXT", spf)
        .Add("example.com", "MX", "mx.example.com")
        .Add("mx.example.com", "A", "8.8.4.5")
        .Add("s1._domainkey.example.com", "TXT", HandKey.Rsa2048.Record)
        .Add("_dmarc.example.com", "TXT", dmarc)
        .Add("mail.example.com", "A", "8.8.4.4")
        .Add("mail.example.com", "TXT", "v=spf1 a -all")
        .Add("4.4.8.8.in-addr.arpa", "PTR", "mail.example.com");
}
