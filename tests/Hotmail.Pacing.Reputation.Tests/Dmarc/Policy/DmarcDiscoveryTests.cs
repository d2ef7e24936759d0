using CsCheck;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Dmarc.Policy;

public class DmarcDiscoveryTests
{
    private static readonly DmarcDiscoveryOptions BySuffixes = new() { Mode = DmarcDiscoveryMode.PublicSuffixList };

    private static readonly string[] Labels = ["a", "example", "co", "uk", "é", "x-y", new('l', 63), ""];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_name_is_cut_to_seven_labels_and_never_costs_more_than_eight_questions()
    {
        var zone = new ZoneResolver();

        await new DmarcDiscovery(zone).DiscoverAsync("one.two.three.four.five.six.seven.eight.shop.example", Token);

        Assert.Equal(
            [
                "Txt _dmarc.one.two.three.four.five.six.seven.eight.shop.example", "Txt _dmarc.four.five.six.seven.eight.shop.example", "Txt _dmarc.five.six.seven.eight.shop.example",
                "Txt _dmarc.six.seven.eight.shop.example", "Txt _dmarc.seven.eight.shop.example", "Txt _dmarc.eight.shop.example", "Txt _dmarc.shop.example", "Txt _dmarc.example",
            ],
            zone.Questions);
    }

    [Theory]
    [InlineData("a.b.c.d.e.f.example.com", 8, "_dmarc.b.c.d.e.f.example.com")]
    [InlineData("x.a.b.c.d.e.f.example.com", 8, "_dmarc.b.c.d.e.f.example.com")]
    [InlineData("b.c.d.e.f.example.com", 7, "_dmarc.c.d.e.f.example.com")]
    public async Task Eight_labels_lose_one_and_nine_lose_two(string domain, int questions, string second)
    {
        var result = await new DmarcDiscovery(new ZoneResolver()).DiscoverAsync(domain, Token);

        Assert.Equal((questions, second), (result.Lookups.Count, result.Lookups[1].Name));
    }

    [Theory]
    [InlineData("a.mail.example.com", "mail.example.com;example.com", "example.com", "example.com")]
    [InlineData("a.mail.example.com", "mail.example.com psd=n;example.com", "mail.example.com", "mail.example.com")]
    [InlineData("a.mail.example.com", "com psd=y", "com", "example.com")]
    [InlineData("a.mail.example.com", "com psd=y;example.com", "example.com", "example.com")]
    [InlineData("a.mail.example.com", "com", "com", "com")]
    [InlineData("a.mail.example.com", "a.mail.example.com;example.com", "a.mail.example.com", "example.com")]
    [InlineData("a.mail.example.com", "a.mail.example.com psd=n;example.com", "a.mail.example.com", "a.mail.example.com")]
    [InlineData("a.mail.example.com", "a.mail.example.com", "a.mail.example.com", "a.mail.example.com")]
    [InlineData("a.mail.example.com", "", null, "a.mail.example.com")]
    [InlineData("bank.example", "bank.example psd=y", "bank.example", "bank.example")]
    [InlineData("mail.giant.bank.example", "bank.example psd=y;giant.bank.example", "giant.bank.example", "giant.bank.example")]
    [InlineData("a.b.example.com", "b.example.com psd=u;example.com", "example.com", "example.com")]
    [InlineData("a.example.com", "a.example.com twice;example.com", "example.com", "example.com")]
    [InlineData("a.b.example.com", "b.example.com psd=n twice;example.com", "example.com", "example.com")]
    [InlineData("a.mail.example.com", "mail.example.com", "mail.example.com", "mail.example.com")]
    public async Task The_walk_finds_the_record_and_the_organisation(string domain, string records, string? recordDomain, string? organization)
    {
        var result = await new DmarcDiscovery(Zone(records)).DiscoverAsync(domain, Token);

        Assert.Equal((recordDomain, organization, null), (result.RecordDomain, result.OrganizationalDomain, result.Failure));
        Assert.Equal(organization, (await new DmarcDiscovery(Zone(records)).FindAsync(domain, Token)).Name);
    }

    [Theory]
    [InlineData("a.mail.example.co.uk", "mail.example.co.uk;example.co.uk", "example.co.uk", "example.co.uk", 2)]
    [InlineData("mail.example.co.uk", "mail.example.co.uk", "mail.example.co.uk", "example.co.uk", 1)]
    [InlineData("mail.example.co.uk", "mail.example.co.uk twice;example.co.uk", null, "example.co.uk", 1)]
    [InlineData("example.co.uk", "co.uk", null, "example.co.uk", 1)]
    [InlineData("co.uk", "co.uk", "co.uk", "co.uk", 1)]
    public async Task The_list_finds_them_with_two_questions(string domain, string records, string? recordDomain, string organization, int questions)
    {
        var result = await new DmarcDiscovery(Zone(records), BySuffixes).DiscoverAsync(domain, Token);

        Assert.Equal((recordDomain, organization, questions), (result.RecordDomain, result.OrganizationalDomain, result.Lookups.Count));
    }

    [Fact]
    public async Task Both_ways_are_told_where_they_differ()
    {
        var result = await new DmarcDiscovery(Zone("mail.example.com psd=n;example.com")).DiscoverAsync("a.mail.example.com", Token);

        Assert.Equal(("mail.example.com", "example.com"), (result.OrganizationalDomain, result.SuffixListDomain));
    }

    [Fact]
    public async Task A_failure_leaves_unknown_what_it_must()
    {
        var above = await new DmarcDiscovery(Zone("example.com").AddTimeout("_dmarc.com")).DiscoverAsync("example.com", Token);
        var at = await new DmarcDiscovery(Zone("example.com").AddTimeout("_dmarc.mail.example.com")).DiscoverAsync("mail.example.com", Token);
        var found = await new DmarcDiscovery(Zone("example.com").AddTimeout("_dmarc.mail.example.com")).FindAsync("mail.example.com", Token);

        Assert.Equal(("example.com", null, false), (above.RecordDomain, above.OrganizationalDomain, above.IsRecordUnknown));
        Assert.Contains("_dmarc.com", above.Failure, StringComparison.Ordinal);
        Assert.Equal((null, null, true), (at.RecordDomain, at.OrganizationalDomain, at.IsRecordUnknown));
        Assert.Null(found.Name);
        Assert.Contains("_dmarc.mail.example.com", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_domain_is_not_asked_for()
    {
        var zone = new ZoneResolver();

        Assert.NotNull((await new DmarcDiscovery(zone).DiscoverAsync("a..example", Token)).Error);
        Assert.Null((await new DmarcDiscovery(zone).FindAsync("[192.0.2.1]", Token)).Name);
        Assert.Empty(zone.Questions);
    }

    [Fact]
    public void No_domain_costs_more_than_eight_questions() =>
        Gen.OneOf(Gen.String[0, 300], Gen.Int[0, Labels.Length - 1].Select(static i => Labels[i]).Array[0, 130].Select(static labels => string.Join('.', labels))).Sample(
            static domain =>
            {
                var zone = Zone("example;uk;co.uk psd=y");
                var result = new DmarcDiscovery(zone).DiscoverAsync(domain, CancellationToken.None).AsTask().GetAwaiter().GetResult();
                Assert.InRange(zone.Questions.Count, result.Error is null ? 1 : 0, result.Error is null ? TreeWalk.MostQuestions : 0);
                Assert.True(result.Error is not null || result.Domain == result.OrganizationalDomain || result.Domain.EndsWith("." + result.OrganizationalDomain, StringComparison.Ordinal));
            },
            iter: 5_000);

    /// <summary>Records at these domains: with <c>psd=…</c> where it stands behind, and once more where <c>twice</c> does.</summary>
    private static ZoneResolver Zone(string records)
    {
        var zone = new ZoneResolver();
        foreach (var record in records.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = record.Split(' ');
            var text = $"v=DMARC1; p=reject; {words.FirstOrDefault(static word => word.StartsWith("psd", StringComparison.Ordinal))}".TrimEnd();
            zone.Add("_dmarc." + words[0], "TXT", text).Add("_dmarc." + words[0], "TXT", "something else");
            if (words.Contains("twice"))
            {
                zone.Add("_dmarc." + words[0], "TXT", text);
            }
        }

        return zone;
    }
}
