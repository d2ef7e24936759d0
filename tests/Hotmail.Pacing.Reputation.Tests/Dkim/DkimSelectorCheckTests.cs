using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Reputation.Dkim.Keys;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Dkim;

public class DkimSelectorCheckTests
{
    private const string Name = "s1._domainkey.example.com";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Records => new()
    {
        { HandKey.Rsa2048.Record, "" },
        { HandKey.Rsa1024.Record, "dkim-key-short" },
        { HandKey.Rsa768.Record, "dkim-key-too-short" },
        { HandKey.Ed25519.Record, "dkim-key-ed25519-alone" },
        { "v=DKIM1; p=", "dkim-key-revoked" },
        { "v=DKIM1; k=rsa", "dkim-key-syntax" },
        { $"v=DKIM2; p={HandKey.Rsa2048.PublicBase64}", "dkim-key-version" },
        { "v=DKIM1; k=ed25519; p=AAAA", "dkim-key-syntax" },
        { "v=DKIM1; k=dsa; p=AAAA", "dkim-key-unknown-type" },
        { $"v=DKIM1; t=y; p={HandKey.Rsa2048.PublicBase64}", "dkim-key-testing" },
        { $"v=DKIM1; h=sha1; p={HandKey.Rsa2048.PublicBase64}", "dkim-key-no-sha256" },
        { $"v=DKIM1; s=other; p={HandKey.Rsa2048.PublicBase64}", "dkim-key-not-for-email" },
        { $"v=DKIM1; t=y; h=sha1; p={HandKey.Rsa2048.PublicBase64}", "dkim-key-no-sha256 dkim-key-testing" },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public async Task A_record_has_these_issues(string record, string codes)
    {
        var report = await new DkimSelectorCheck(new ZoneResolver().Add(Name, "TXT", record)).CheckAsync("example.com", "s1", Token);

        Assert.Equal(codes, string.Join(' ', report.Issues.Select(static issue => issue.Code)));
        Assert.Equal((record, Name), (report.Record?.Text, report.Name));
        Assert.All(report.Issues, issue => Assert.Contains(record, issue.Evidence, StringComparison.Ordinal));
        Assert.All(report.Issues, issue => Assert.Same(issue.Definition, IssueCatalogue.Find(issue.Code)));
    }

    [Fact]
    public async Task Missing_a_dead_alias_several_and_no_answer_are_four_things()
    {
        var zone = new ZoneResolver()
            .Add("alias._domainkey.example.com", "CNAME", "gone.service.example")
            .Add("two._domainkey.example.com", "TXT", HandKey.Rsa2048.Record).Add("two._domainkey.example.com", "TXT", HandKey.Rsa1024.Record)
            .Add("other._domainkey.example.com", "TXT", "hello")
            .AddTimeout("silent._domainkey.example.com");
        var check = new DkimSelectorCheck(zone);

        var issues = new List<ReputationIssue>();
        foreach (var selector in (string[])["none", "alias", "two", "other", "silent", "a..b", ""])
        {
            issues.Add((await check.CheckAsync("example.com", selector, Token)).Issues[0]);
        }

        Assert.Equal(
            ["dkim-key-missing", "dkim-key-alias-broken", "dkim-key-several", "dkim-key-syntax", "dkim-dns-failed", "dkim-bad-name", "dkim-bad-name"], issues.Select(static issue => issue.Code));
        Assert.Equal("alias._domainkey.example.com is an alias of gone.service.example, which has no TXT record.", issues[1].Evidence);
        Assert.Equal(IssueSeverity.Unknown, issues[4].Severity);
    }

    [Fact]
    public async Task Ed25519_beside_a_good_rsa_key_is_no_issue()
    {
        var check = new DkimSelectorCheck(new ZoneResolver().Add(Name, "TXT", HandKey.Ed25519.Record)
            .Add("s2._domainkey.example.com", "TXT", HandKey.Rsa2048.Record).Add("s3._domainkey.example.com", "TXT", HandKey.Rsa768.Record));

        Assert.All(await check.CheckAllAsync("example.com", ["s1", "s2"], Token), static report => Assert.Empty(report.Issues));
        Assert.Equal("dkim-key-ed25519-alone", Assert.Single((await check.CheckAllAsync("example.com", ["s1", "s3"], Token))[0].Issues).Code);
    }

    [Fact]
    public async Task Guesses_that_are_not_there_are_not_missing()
    {
        var check = new DkimSelectorCheck(new ZoneResolver().Add(Name, "TXT", HandKey.Rsa1024.Record).Add("s3._domainkey.example.com", "TXT", "hello"));

        var report = Assert.Single(await check.FindAsync("example.com", ["default", "s1", "s2", "s3", ".."], Token));

        Assert.Equal(("s1", "dkim-key-short"), (report.Selector, Assert.Single(report.Issues).Code));
    }

    [Fact]
    public async Task A_real_server_gives_a_key_in_several_strings_and_an_alias_to_nothing()
    {
        var zone = new ZoneResolver().Add(Name, "TXT", HandKey.Rsa2048.Record).Add("alias._domainkey.example.com", "CNAME", "gone.example.com")
            .Add("good._domainkey.example.com", "CNAME", Name);
        await using var server = await DnsServer.StartAsync(ZoneFile.Write(zone), Token, origin: ".");
        var check = new DkimSelectorCheck(new DnsResolver(new DnsResolverOptions { Servers = { server.EndPoint }, Timeout = TimeSpan.FromSeconds(30) }));

        var reports = await check.CheckAllAsync("example.com", ["s1", "good", "alias", "none"], Token);

        Assert.Equal(["", "", "dkim-key-alias-broken", "dkim-key-missing"], reports.Select(static report => string.Join(' ', report.Issues.Select(static issue => issue.Code))));
        Assert.All(reports.Take(2), static report => Assert.Equal(HandKey.Rsa2048.Record, report.Record?.Text));
    }
}
