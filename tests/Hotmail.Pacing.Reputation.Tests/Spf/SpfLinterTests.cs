using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Spf.Lint;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Spf;

public class SpfLinterTests
{
    [Fact]
    public async Task The_tree_says_who_costs_what()
    {
        var zone = new ZoneResolver()
            .Add("example.com", "TXT", "v=spf1 mx include:one.example.net ip4:192.0.2.1 include:two.example.net -all").Add("example.com", "MX", "mx.example.com")
            .Add("one.example.net", "TXT", "v=spf1 include:deep.example.net a:host.example.net ~all").Add("host.example.net", "A", "192.0.2.9")
            .Add("deep.example.net", "TXT", "v=spf1 ip4:192.0.2.2 exists:%{i}.list.example.net ~all")
            .Add("two.example.net", "TXT", "v=spf1 redirect=deep.example.net");

        var report = await CheckAsync(zone);

        Assert.Equal(("v=spf1 mx include:one.example.net ip4:192.0.2.1 include:two.example.net -all", 8, 0), (report.Record, report.Lookups, report.VoidLookups));
        Assert.Equal([("mx", 7, 1), ("include:one.example.net", 10, 4), ("include:two.example.net", 48, 3)], report.Tree.Select(static lookup => (lookup.Term, lookup.Position, lookup.Cost)));
        Assert.Equal(["include:deep.example.net", "a:host.example.net"], report.Tree[1].Below.Select(static lookup => lookup.Term));
        Assert.Equal(("exists:%{i}.list.example.net", null), (report.Tree[1].Below[0].Below[0].Term, report.Tree[1].Below[0].Below[0].Target));
        Assert.Equal([("spf-many-lookups", "example.com"), ("spf-duplicate-term", "two.example.net")], report.Issues.Select(static issue => (issue.Code, issue.Subject)));
        Assert.Contains("The dearest term is include:one.example.net, with 4.", report.Issues[0].Fix, StringComparison.Ordinal);
        Assert.Equal("redirect=deep.example.net leads to deep.example.net once more, and costs its lookups again. The record of two.example.net: \"v=spf1 redirect=deep.example.net\"", report.Issues[1].Evidence);
    }

    [Theory]
    [InlineData("v=spf1 -all", null, null)]
    [InlineData("v=spf1 ip4:192.0.2.1 +all", "spf-allows-everybody", 21)]
    [InlineData("v=spf1 ip4:0.0.0.0/0 -all", "spf-allows-everybody", 7)]
    [InlineData("v=spf1 a/0 -all", "spf-allows-everybody", 7)]
    [InlineData("v=spf1 -ip4:0.0.0.0/0 ~all", null, null)]
    [InlineData("v=spf1 ip4:192.0.0.0/8 -all", "spf-wide-network", 7)]
    [InlineData("v=spf1 ip4:192.0.0.0/9 -all", null, null)]
    [InlineData("v=spf1 ip6:2001::/12 -all", "spf-wide-network", 7)]
    [InlineData("v=spf1 ip6:2001::/13 -all", null, null)]
    [InlineData("v=spf1 mx:v4.example.com/4 -all", "spf-wide-network", 7)]
    [InlineData("v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.7 -all", "spf-duplicate-term", 24)]
    [InlineData("v=spf1 ip4:192.0.2.7 ip4:192.0.2.0/24 -all", null, null)]
    [InlineData("v=spf1 ~all ip4:192.0.2.1", "spf-unreachable-term", 12)]
    [InlineData("v=spf1 redirect=other.example.com ~all", "spf-unreachable-term", 7)]
    [InlineData("v=spf1 ptr -all", "spf-uses-ptr", 7)]
    [InlineData("v=spf1 ip4:192.0.2.1", "spf-no-default", null)]
    [InlineData("v=spf1 ip4:192.0.2.1 ?all", "spf-neutral-default", 21)]
    [InlineData("v=spf1 a:absent.example.com -all", "spf-void-lookup", 7)]
    [InlineData("v=spf1 a:dead.example.com -all", "spf-dns-failure", 7)]
    [InlineData("v=spf1 include:dead.example.com -all", "spf-dns-failure", null)]
    [InlineData("v=spf1 a:v6.example.com -all", null, null)]
    [InlineData("v=spf1 include:example.com -all", "spf-loop", 7)]
    [InlineData("v=spf1 mx:many.example.com -all", "spf-too-many-mail-exchangers", 7)]
    [InlineData("v=spf1 ip4:192.0.2.300 -all", "spf-syntax-error", 11)]
    [InlineData("v=spf1 include:absent.example.com -all", "spf-dead-include", 7)]
    [InlineData("v=spf1 redirect=absent.example.com", "spf-dead-include", 7)]
    [InlineData("v=spf1 include:twice.example.com -all", "spf-several-records", null)]
    [InlineData("v=spf2", "spf-no-record", null)]
    public async Task An_issue_has_its_code_and_place(string record, string? code, int? position)
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", record).Add("example.com", "A", "192.0.2.1")
            .Add("v4.example.com", "MX", "example.com").Add("v6.example.com", "AAAA", "2001:db8::1").AddTimeout("dead.example.com")
            .Add("twice.example.com", "TXT", "v=spf1 -all").Add("twice.example.com", "TXT", "v=spf1 ~all");
        for (var i = 0; i < 11; i++)
        {
            zone.Add("many.example.com", "MX", $"mx{i}.example.com");
        }

        var issues = (await CheckAsync(zone)).Issues;

        Assert.Equal(code is null ? [] : [(code, position)], issues.Select(static issue => (issue.Code, issue.Position)));
        Assert.All(issues, static issue => Assert.Same(IssueCatalogue.Find(issue.Code), issue.Definition));
        Assert.All(issues.Where(static issue => issue.Position is not null), issue => Assert.EndsWith($"\"{record}\"", issue.Evidence, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_issue_has_a_code_of_its_own_and_its_sentences()
    {
        Assert.Distinct(SpfIssues.All.Select(static issue => issue.Code));
        Assert.Equal(typeof(SpfIssues).GetFields().Length, SpfIssues.All.Count);
        Assert.All(SpfIssues.All, static issue => Assert.True(issue is { Area: IssueArea.Spf, Summary: [.., '.'], Why: [.., '.'], Fix: [.., '.'] } && issue.Code.StartsWith("spf-", StringComparison.Ordinal), issue.Code));
        Assert.Equal([SpfIssues.AllowsEverybody], SpfIssues.All.Where(static issue => issue.Severity == IssueSeverity.Critical));
        Assert.Equal([SpfIssues.DnsFailure], SpfIssues.All.Where(static issue => issue.Severity == IssueSeverity.Unknown));
    }

    /// <summary>Strings of a TXT record are joined with nothing between; not every seam makes a mistake.</summary>
    [Theory]
    [InlineData("v=spf1 include:a.example.neta:b.example.net -all", null)]
    [InlineData("v=spf1 include:a.example.netinclude:b.example.net -all", 28)]
    [InlineData("v=spf1 ip4:192.0.2.1ip4:192.0.2.2 -all", 20)]
    [InlineData("v=spf1 include:a.example.net-all", 28)]
    [InlineData("v=spf1 -include:a.example.net +ip6:2001:db8::/32 -all", null)]
    [InlineData("v=spf1 include:spf-all.example.net -all", null)]
    public async Task Terms_that_ran_together_are_told(string record, int? position)
    {
        var issues = (await CheckAsync(new ZoneResolver().Add("example.com", "TXT", record))).Issues;

        Assert.Equal(position is null ? [] : [position], issues.Where(static issue => issue.Code == "spf-glued-terms").Select(static issue => issue.Position));
    }

    [Theory]
    [InlineData(450, false)]
    [InlineData(451, true)]
    public async Task A_record_that_may_not_fit_into_an_answer_is_told_but_not_of_others(int length, bool isTold)
    {
        var record = "v=spf1 include:other.example.net x=".PadRight(length - 5, 'y') + " -all";
        var zone = new ZoneResolver().Add("example.com", "TXT", record).Add("other.example.net", "TXT", record.Replace("include:other.example.net", "", StringComparison.Ordinal).PadRight(600));

        Assert.Equal(isTold ? ["spf-long-record"] : [], (await CheckAsync(zone)).Issues.Select(static issue => issue.Code));
    }

    [Fact]
    public async Task A_record_at_a_wrong_name_is_the_fix()
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "\"v=spf1 mx -all\"").Add("example.com.example.com", "TXT", "v=spf1 a -all");

        var issue = Assert.Single((await CheckAsync(zone)).Issues);

        Assert.Equal("spf-no-record", issue.Code);
        Assert.Contains("\"v=spf1 mx -all\"", issue.Evidence, StringComparison.Ordinal);
        Assert.Equal("Publish at example.com what is published at example.com.example.com, where no receiver looks: \"v=spf1 a -all\"", issue.Fix);
    }

    /// <summary>A hostile record: without bounds, comparing its terms and quoting it for each would take minutes and gigabytes.</summary>
    [Fact]
    public async Task A_huge_record_has_bounded_issues()
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1" + string.Concat(Enumerable.Repeat(" ip4:192.0.2.1", 10_000)));

        var issues = (await CheckAsync(zone)).Issues;

        Assert.Equal(200, issues.Count);
        Assert.InRange(issues.Max(static issue => issue.Evidence.Length), 1_000, 1_200);
    }

    [Fact]
    public async Task Too_many_lookups_are_told_with_the_dearest_term()
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1 mx include:big.example.net -all").Add("example.com", "MX", "mx.example.com")
            .Add("big.example.net", "TXT", "v=spf1 " + string.Concat(Enumerable.Range(0, 9).Select(static i => $"exists:%{{i}}.l{i}.example.net ")) + "-all");

        var report = await CheckAsync(zone);

        Assert.Equal(11, report.Lookups);
        var issue = Assert.Single(report.Issues);
        Assert.Equal(("spf-too-many-lookups", IssueSeverity.Error), (issue.Code, issue.Severity));
        Assert.Contains("include:big.example.net, with 10", issue.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_void_lookups_come_before_each_of_them()
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1 a:a.example.com mx:b.example.com exists:c.example.com -all");

        var report = await CheckAsync(zone);

        Assert.Equal(3, report.VoidLookups);
        Assert.Equal(["spf-too-many-void-lookups", "spf-void-lookup", "spf-void-lookup", "spf-void-lookup"], report.Issues.Select(static issue => issue.Code));
    }

    [Fact]
    public async Task What_a_repeated_include_leads_to_is_no_issue_of_its_own()
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1 include:a.example.net include:b.example.net -all")
            .Add("a.example.net", "TXT", "v=spf1 include:deep.example.net -all").Add("b.example.net", "TXT", "v=spf1 include:a.example.net -all")
            .Add("deep.example.net", "TXT", "v=spf1 ptr -all");

        var issues = (await CheckAsync(zone)).Issues;

        Assert.Equal(
            [("deep.example.net", "spf-uses-ptr"), ("b.example.net", "spf-duplicate-term")],
            issues.Select(static issue => (issue.Subject, issue.Code)));
    }

    /// <summary>Ten domains, each of which includes the nine others: a walk without bounds would ask millions of times.</summary>
    [Fact]
    public async Task A_record_that_leads_everywhere_is_walked_in_bounds()
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1 include:d0.example.net -all");
        for (var i = 0; i < 10; i++)
        {
            zone.Add($"d{i}.example.net", "TXT", "v=spf1 " + string.Concat(Enumerable.Range(0, 10).Where(j => j != i).Select(static j => $"include:d{j}.example.net ")) + "-all");
        }

        var report = await CheckAsync(zone);

        Assert.Equal(100, report.Lookups);
        Assert.InRange(zone.Questions.Count, 10, 101);
        Assert.Contains(report.Issues, static issue => issue.Code == "spf-too-many-lookups");
    }

    private static async Task<SpfLintReport> CheckAsync(ZoneResolver zone) => await new SpfLinter(zone).CheckAsync("example.com", TestContext.Current.CancellationToken);
}
