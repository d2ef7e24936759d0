using System.Net;
using Hotmail.Pacing.Reputation.Identity;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Identity;

public class ReverseDnsCheckTests
{
    private const string Client = "192.0.2.25";
    private const string Reverse = "25.2.0.192.in-addr.arpa";

    [Fact]
    public async Task A_name_that_leads_back_is_fine()
    {
        var report = await CheckAsync(new ZoneResolver().Add(Reverse, "PTR", "mail.example.com").Add("mail.example.com", "A", "192.0.2.24").Add("mail.example.com", "A", Client));

        Assert.Empty(report.Issues);
        Assert.Equal(["mail.example.com"], report.ConfirmedNames);
    }

    [Fact]
    public async Task No_name_is_told_with_the_record_to_publish()
    {
        var issue = Assert.Single((await CheckAsync(new ZoneResolver())).Issues);

        Assert.Equal("rdns-missing", issue.Code);
        Assert.Contains(Reverse + " PTR", issue.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_leads_elsewhere_is_unconfirmed()
    {
        var report = await CheckAsync(new ZoneResolver().Add(Reverse, "PTR", "mail.example.com").Add("mail.example.com", "A", "192.0.2.99"));

        var issue = Assert.Single(report.Issues);
        Assert.Equal("rdns-unconfirmed", issue.Code);
        Assert.Contains("mail.example.com A " + Client, issue.Fix, StringComparison.Ordinal);
        Assert.Empty(report.ConfirmedNames);
    }

    [Fact]
    public async Task Of_several_names_the_stale_one_is_told()
    {
        var zone = new ZoneResolver().Add(Reverse, "PTR", "mail.example.com").Add(Reverse, "PTR", "old.example.com").Add("mail.example.com", "A", Client);

        var issues = (await CheckAsync(zone)).Issues;

        Assert.Equal([("rdns-name-unconfirmed", "old.example.com"), ("rdns-several-names", Client)], issues.Select(static issue => (issue.Code, issue.Subject)));
    }

    [Fact]
    public async Task Only_the_first_ten_names_are_asked_for()
    {
        var zone = new ZoneResolver();
        for (var i = 0; i < 12; i++)
        {
            zone.Add(Reverse, "PTR", $"mail{(char)('a' + i)}.example.com").Add($"mail{(char)('a' + i)}.example.com", "A", Client);
        }

        var report = await CheckAsync(zone);

        Assert.Equal(["rdns-too-many-names"], report.Issues.Select(static issue => issue.Code));
        Assert.Equal(10, report.ConfirmedNames.Count);
        Assert.Equal(11, zone.Questions.Count);
    }

    [Fact]
    public async Task A_dns_failure_is_unknown_and_neither_missing_nor_unconfirmed()
    {
        var noPtr = await CheckAsync(new ZoneResolver().AddTimeout(Reverse));
        var noAddress = await CheckAsync(new ZoneResolver().Add(Reverse, "PTR", "mail.example.com").AddTimeout("mail.example.com"));

        Assert.Equal(["rdns-unknown"], noPtr.Issues.Select(static issue => issue.Code));
        Assert.Equal(["rdns-unknown"], noAddress.Issues.Select(static issue => issue.Code));
    }

    [Theory]
    [InlineData("192-0-2-25.isp.example.com", true)]
    [InlineData("25.2.0.192.isp.example.com", true)]
    [InlineData("host192000002025.isp.example.com", true)]
    [InlineData("c0000219.isp.example.com", true)]
    [InlineData("a.dynamic.isp.example.com", true)]
    [InlineData("pool7.isp.example.com", true)]
    [InlineData("static-7.isp.example.com", true)]
    [InlineData("mail.example.com", false)]
    [InlineData("mail25.example.com", false)]
    [InlineData("liverpool.example.com", false)]
    [InlineData("mail.dynamic.com", false)]
    public async Task A_name_that_providers_give_is_generic(string name, bool isGeneric)
    {
        var report = await CheckAsync(new ZoneResolver().Add(Reverse, "PTR", name).Add(name, "A", Client));

        Assert.Equal(isGeneric ? ["rdns-generic-name"] : [], report.Issues.Select(static issue => issue.Code));
    }

    [Fact]
    public async Task An_IPv6_address_is_asked_for_by_its_digits_and_confirmed_by_AAAA()
    {
        const string reverse = "5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa";
        var zone = new ZoneResolver().Add(reverse, "PTR", "mail.example.com").Add("mail.example.com", "AAAA", "2001:db8::25").Add("mail.example.com", "A", Client);

        var report = await CheckAsync(zone, "2001:db8::25");

        Assert.Empty(report.Issues);
        Assert.Equal(["Ptr " + reverse, "Aaaa mail.example.com"], zone.Questions);
    }

    [Theory]
    [InlineData("2001-db8-0-0-a-b-c-25.isp.example.com", true)]
    [InlineData("000a000b000c0025.isp.example.com", true)]
    [InlineData("mail25.example.com", false)]
    public async Task A_generic_name_of_an_IPv6_address_is_told(string name, bool isGeneric)
    {
        const string reverse = "5.2.0.0.c.0.0.0.b.0.0.0.a.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa";

        var report = await CheckAsync(new ZoneResolver().Add(reverse, "PTR", name).Add(name, "AAAA", "2001:db8::a:b:c:25"), "2001:db8::a:b:c:25");

        Assert.Equal(isGeneric ? ["rdns-generic-name"] : [], report.Issues.Select(static issue => issue.Code));
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("127.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("::ffff:192.168.0.1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    public async Task An_address_that_nobody_sees_is_not_asked_for(string address)
    {
        var zone = new ZoneResolver();

        var report = await CheckAsync(zone, address);

        Assert.Equal(["rdns-address-not-public"], report.Issues.Select(static issue => issue.Code));
        Assert.Empty(zone.Questions);
    }

    private static ValueTask<ReverseDnsReport> CheckAsync(ZoneResolver zone, string address = Client) =>
        new ReverseDnsCheck(zone).CheckAsync(IPAddress.Parse(address), TestContext.Current.CancellationToken);
}
