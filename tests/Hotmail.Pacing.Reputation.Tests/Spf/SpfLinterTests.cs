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
        var issue = Assert.Single(report.Issues);
        Assert.Equal((SpfIssueKind.DuplicateTerm, "two.example.net", "redirect=deep.example.net"), (issue.Kind, issue.Domain, issue.Term));
    }

    [Theory]
    [InlineData("v=spf1 -all", null, null, null)]
    [InlineData("v=spf1 ip4:192.0.2.1 +all", SpfIssueKind.AllowsEverybody, "+all", 21)]
    [InlineData("v=spf1 ip4:0.0.0.0/0 -all", SpfIssueKind.AllowsEverybody, "ip4:0.0.0.0/0", 7)]
    [InlineData("v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.7 -all", SpfIssueKind.DuplicateTerm, "ip4:192.0.2.7", 24)]
    [InlineData("v=spf1 ip4:192.0.2.7 ip4:192.0.2.0/24 -all", null, null, null)]
    [InlineData("v=spf1 ~all ip4:192.0.2.1", SpfIssueKind.UnreachableTerm, "ip4:192.0.2.1", 12)]
    [InlineData("v=spf1 redirect=other.example.com ~all", SpfIssueKind.UnreachableTerm, "redirect=other.example.com", 7)]
    [InlineData("v=spf1 ptr -all", SpfIssueKind.UsesPtr, "ptr", 7)]
    [InlineData("v=spf1 ip4:192.0.2.1", SpfIssueKind.NoDefault, null, null)]
    [InlineData("v=spf1 a:absent.example.com -all", SpfIssueKind.VoidLookup, "a:absent.example.com", 7)]
    [InlineData("v=spf1 a:dead.example.com -all", SpfIssueKind.DnsFailure, "a:dead.example.com", 7)]
    [InlineData("v=spf1 a:v6.example.com -all", null, null, null)]
    [InlineData("v=spf1 include:example.com -all", SpfIssueKind.Loop, "include:example.com", 7)]
    [InlineData("v=spf1 mx:many.example.com -all", SpfIssueKind.TooManyMailExchangers, "mx:many.example.com", 7)]
    [InlineData("v=spf1 ip4:192.0.2.300 -all", SpfIssueKind.SyntaxError, null, 11)]
    [InlineData("v=spf1 include:absent.example.com -all", SpfIssueKind.NoRecord, null, null)]
    [InlineData("v=spf1 include:twice.example.com -all", SpfIssueKind.SeveralRecords, null, null)]
    [InlineData("v=spf2", SpfIssueKind.NoRecord, null, null)]
    public async Task An_issue_has_its_kind_and_place(string record, SpfIssueKind? kind, string? term, int? position)
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", record).Add("v6.example.com", "AAAA", "2001:db8::1").AddTimeout("dead.example.com")
            .Add("twice.example.com", "TXT", "v=spf1 -all").Add("twice.example.com", "TXT", "v=spf1 ~all");
        for (var i = 0; i < 11; i++)
        {
            zone.Add("many.example.com", "MX", $"mx{i}.example.com");
        }

        var issues = (await CheckAsync(zone)).Issues;

        Assert.Equal(kind is null ? [] : [(kind.Value, term, position)], issues.Select(static issue => (issue.Kind, issue.Term, issue.Position)));
        Assert.All(issues, static issue => Assert.False(string.IsNullOrEmpty(issue.Reason) || string.IsNullOrEmpty(issue.Fix)));
    }

    [Fact]
    public async Task Too_many_lookups_are_told_with_the_dearest_term()
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1 mx include:big.example.net -all").Add("example.com", "MX", "mx.example.com")
            .Add("big.example.net", "TXT", "v=spf1 " + string.Concat(Enumerable.Range(0, 9).Select(static i => $"exists:%{{i}}.l{i}.example.net ")) + "-all");

        var report = await CheckAsync(zone);

        Assert.Equal(11, report.Lookups);
        var issue = Assert.Single(report.Issues);
        Assert.Equal((SpfIssueKind.TooManyLookups, SpfIssueSeverity.Error), (issue.Kind, issue.Severity));
        Assert.Contains("include:big.example.net, with 10", issue.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_void_lookups_come_before_each_of_them()
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1 a:a.example.com mx:b.example.com exists:c.example.com -all");

        var report = await CheckAsync(zone);

        Assert.Equal(3, report.VoidLookups);
        Assert.Equal([SpfIssueKind.TooManyVoidLookups, SpfIssueKind.VoidLookup, SpfIssueKind.VoidLookup, SpfIssueKind.VoidLookup], report.Issues.Select(static issue => issue.Kind));
    }

    [Fact]
    public async Task What_a_repeated_include_leads_to_is_no_issue_of_its_own()
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1 include:a.example.net include:b.example.net -all")
            .Add("a.example.net", "TXT", "v=spf1 include:deep.example.net -all").Add("b.example.net", "TXT", "v=spf1 include:a.example.net -all")
            .Add("deep.example.net", "TXT", "v=spf1 ptr -all");

        var issues = (await CheckAsync(zone)).Issues;

        Assert.Equal(
            [("b.example.net", SpfIssueKind.DuplicateTerm), ("deep.example.net", SpfIssueKind.UsesPtr)],
            issues.Select(static issue => (issue.Domain, issue.Kind)).OrderBy(static issue => issue.Domain, StringComparer.Ordinal));
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
        Assert.Contains(report.Issues, static issue => issue.Kind == SpfIssueKind.TooManyLookups);
    }

    private static async Task<SpfLintReport> CheckAsync(ZoneResolver zone) => await new SpfLinter(zone).CheckAsync("example.com", TestContext.Current.CancellationToken);
}
