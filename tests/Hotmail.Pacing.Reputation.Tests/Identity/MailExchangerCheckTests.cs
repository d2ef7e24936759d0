using Hotmail.Pacing.Reputation.Identity;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Identity;

public class MailExchangerCheckTests
{
    [Fact]
    public async Task A_domain_with_a_reachable_mail_exchanger_is_fine()
    {
        var report = await CheckAsync(new ZoneResolver().Add("example.com", "MX", "mx.example.net").Add("mx.example.net", "AAAA", "2001:db8::1"));

        Assert.Empty(report.Issues);
        Assert.Equal("mx.example.net", Assert.Single(report.MailExchangers).Name);
    }

    [Theory]
    [InlineData("", "mx-null")]
    [InlineData(" mx.example.net", "mx-null-with-others")]
    [InlineData("192.0.2.1", "mx-is-address")]
    [InlineData("192.0.2.1 mx.example.net", "mx-is-address")]
    [InlineData("absent.example.net", "mx-unreachable")]
    [InlineData("absent.example.net mx.example.net", "mx-host-unresolved")]
    [InlineData("inside.example.net", "mx-unreachable")]
    [InlineData("mx.example.net inside.example.net", "mx-private-address")]
    [InlineData("silent.example.net", "mx-unknown")]
    [InlineData("a..b", "mx-unreachable")]
    [InlineData("absent.example.net 192.0.2.1", "mx-is-address,mx-host-unresolved")]
    public async Task What_is_wrong_with_its_mail_exchangers_is_told(string hosts, string codes)
    {
        var zone = new ZoneResolver().Add("mx.example.net", "A", "192.0.2.1").Add("inside.example.net", "A", "10.0.0.1").AddTimeout("silent.example.net");
        foreach (var host in hosts.Split(' '))
        {
            zone.Add("example.com", "MX", host);
        }

        Assert.Equal(codes, Codes(await CheckAsync(zone)));
    }

    [Fact]
    public async Task Without_mx_the_domains_own_address_counts()
    {
        Assert.Equal("mx-implicit", Codes(await CheckAsync(new ZoneResolver().Add("example.com", "A", "192.0.2.1"))));
        Assert.Equal("mx-unreachable,mx-implicit", Codes(await CheckAsync(new ZoneResolver().Add("example.com", "A", "127.0.0.1"))));
        Assert.Equal("mx-missing", Codes(await CheckAsync(new ZoneResolver().Add("example.com", "TXT", "v=spf1 -all"))));
    }

    [Fact]
    public async Task A_domain_that_does_not_exist_and_no_domain_at_all_are_told()
    {
        Assert.Equal("mx-domain-missing", Codes(await CheckAsync(new ZoneResolver())));
        Assert.Equal("mx-domain-missing", Codes(await CheckAsync(new ZoneResolver(), "no domain!")));
    }

    [Fact]
    public async Task A_dns_failure_is_unknown()
    {
        Assert.Equal("mx-unknown", Codes(await CheckAsync(new ZoneResolver().AddTimeout("example.com"))));
        Assert.Equal("mx-unknown", Codes(await CheckAsync(new SomeFail())));
    }

    [Fact]
    public async Task No_more_than_ten_mail_exchangers_are_asked_for()
    {
        var zone = new ZoneResolver();
        for (var i = 0; i < 12; i++)
        {
            zone.Add("example.com", "MX", $"mx{i}.example.net").Add($"mx{i}.example.net", "A", "192.0.2.1");
        }

        var report = await CheckAsync(zone);

        Assert.Equal("mx-too-many", Codes(report));
        Assert.Equal((10, 21), (report.MailExchangers.Count, zone.Questions.Count));
    }

    private static string Codes(MailExchangerReport report) => string.Join(',', report.Issues.Select(static issue => issue.Code));

    private static ValueTask<MailExchangerReport> CheckAsync(Reputation.Dns.IDnsResolver zone, string domain = "example.com") =>
        new MailExchangerCheck(zone).CheckAsync(domain, TestContext.Current.CancellationToken);

    /// <summary>Denies the MX record, and has no answer for the addresses.</summary>
    private sealed class SomeFail : Reputation.Dns.IDnsResolver
    {
        public ValueTask<Reputation.Dns.DnsAnswer> ResolveAsync(string name, Reputation.Dns.DnsRecordKind kind, CancellationToken cancellationToken) =>
            kind == Reputation.Dns.DnsRecordKind.Mx ? ValueTask.FromResult(Reputation.Dns.DnsAnswer.NoData) : throw new InvalidOperationException("A resolver that throws.");
    }
}
