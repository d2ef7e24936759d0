using System.Net;
using Hotmail.Pacing.Reputation.Identity;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Identity;

public class HeloCheckTests
{
    private const string Client = "192.0.2.25";
    private const string Reverse = "25.2.0.192.in-addr.arpa";

    [Fact]
    public async Task A_name_that_is_the_addresss_own_with_an_spf_record_is_fine()
    {
        var report = await CheckAsync(Zone().Add("mail.example.com", "TXT", "v=spf1 a -all"), "Mail.Example.com");

        Assert.Empty(report.Issues);
        Assert.Equal([IPAddress.Parse(Client)], report.Addresses);
    }

    [Theory]
    [InlineData("192.0.2.25", "helo-bare-address")]
    [InlineData("2001:db8::1", "helo-bare-address")]
    [InlineData("[192.0.2.25]", "helo-address-literal")]
    [InlineData("[IPv6:2001:db8::1]", "helo-address-literal,helo-address-mismatch")]
    [InlineData("[192.0.2.26]", "helo-address-literal,helo-address-mismatch")]
    [InlineData("[2001:db8::1]", "helo-invalid-name")]
    [InlineData("[192.0.2.25", "helo-invalid-name")]
    [InlineData("", "helo-invalid-name")]
    [InlineData("mail_1.example.com", "helo-invalid-name")]
    [InlineData("-mail.example.com", "helo-invalid-name")]
    [InlineData("mail..example.com", "helo-invalid-name")]
    [InlineData("m\u00e4il.example.com", "helo-invalid-name")]
    [InlineData("mail.example.com.", "helo-invalid-name")]
    [InlineData("localhost", "helo-local-name")]
    [InlineData("host.local", "helo-local-name")]
    [InlineData("host.prod.internal", "helo-local-name")]
    [InlineData("WIN-ABC123", "helo-not-qualified")]
    public async Task A_name_of_the_wrong_kind_is_told_without_a_question(string name, string codes)
    {
        var zone = Zone();

        var report = await CheckAsync(zone, name);

        Assert.Equal(codes, Codes(report));
        Assert.Empty(zone.Questions);
    }

    [Fact]
    public async Task An_underscore_is_told_with_its_place()
    {
        var issue = Assert.Single((await CheckAsync(Zone(), "mail_1.example.com")).Issues);

        Assert.Equal(4, issue.Position);
        Assert.Contains("underscore", issue.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("m\u00e4il.example.com", "xn--mil-qla.example.com")]
    [InlineData("mail.example.com.", "mail.example.com")]
    public async Task The_name_that_was_meant_is_the_fix(string name, string meant) => Assert.Equal($"Use {meant}.", Assert.Single((await CheckAsync(Zone(), name)).Issues).Fix);

    [Theory]
    [InlineData("absent.example.com", "helo-unresolved,helo-differs-from-ptr,helo-no-spf")]
    [InlineData("other.example.com", "helo-address-mismatch,helo-differs-from-ptr,helo-no-spf")]
    [InlineData("also.example.com", "helo-differs-from-ptr,helo-no-spf")]
    [InlineData("mail.example.com", "helo-no-spf")]
    public async Task What_the_dns_says_of_the_name_is_told(string name, string codes)
    {
        var zone = Zone().Add("other.example.com", "A", "192.0.2.99").Add("also.example.com", "A", Client).Add("mail.example.com", "TXT", "something else");

        Assert.Equal(codes, Codes(await CheckAsync(zone, name)));
    }

    [Fact]
    public async Task The_fix_is_the_record_to_publish()
    {
        var issues = (await CheckAsync(Zone(), "absent.example.com")).Issues;

        Assert.Contains("absent.example.com A 192.0.2.25", issues[0].Fix, StringComparison.Ordinal);
        Assert.Contains("v=spf1 a -all", issues[2].Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_address_nothing_is_compared()
    {
        var zone = new ZoneResolver().Add("mail.example.com", "A", "192.0.2.99").Add("mail.example.com", "TXT", "v=spf1 -all");

        Assert.Empty((await new HeloCheck(zone).CheckAsync("mail.example.com", null, TestContext.Current.CancellationToken)).Issues);
    }

    [Fact]
    public async Task A_dns_failure_is_unknown_each_time()
    {
        var zone = new ZoneResolver().AddTimeout("mail.example.com").AddTimeout(Reverse);

        Assert.Equal("helo-unknown,helo-unknown,helo-unknown", Codes(await CheckAsync(zone, "mail.example.com")));
    }

    [Fact]
    public async Task A_failure_for_the_addresss_own_family_is_no_mismatch()
    {
        var zone = new ZoneResolver().AddTimeout("mail.example.com").Add("mail.example.com", "AAAA", "2001:db8::1").Add("mail.example.com", "TXT", "v=spf1 -all").Add(Reverse, "PTR", "mail.example.com");

        Assert.Equal("helo-unknown", Codes(await CheckAsync(zone, "mail.example.com")));
    }

    private static ZoneResolver Zone() => new ZoneResolver().Add("mail.example.com", "A", Client).Add(Reverse, "PTR", "mail.example.com");

    private static string Codes(HeloReport report) => string.Join(',', report.Issues.Select(static issue => issue.Code));

    private static ValueTask<HeloReport> CheckAsync(ZoneResolver zone, string name) => new HeloCheck(zone).CheckAsync(name, IPAddress.Parse(Client), TestContext.Current.CancellationToken);
}
