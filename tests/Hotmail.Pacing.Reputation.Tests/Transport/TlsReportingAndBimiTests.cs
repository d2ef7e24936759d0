using Hotmail.Pacing.Reputation.Bimi;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.TlsReporting;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Transport;

public class TlsReportingAndBimiTests
{
    private const string Logo = "v=BIMI1; l=https://example.com/logo.svg; a=https://example.com/mark.pem";

    private const string Reject = "v=DMARC1; p=reject";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v=TLSRPTv1; rua=mailto:tls@example.com,https://example.com/tls", null, null)]
    [InlineData("v=TLSRPTv1;rua=mailto:tls@example.com;", null, null)]
    [InlineData("v=TLSRPTv1", "tls-rpt-syntax", 10)]
    [InlineData("v=TLSRPTv1; rua=tls@example.com", "tls-rpt-syntax", 16)]
    [InlineData("v=TLSRPTv1; rua=ftp://example.com/", "tls-rpt-address", 16)]
    [InlineData("v=tlsrptv1; rua=mailto:tls@example.com", "tls-rpt-syntax", 0)]
    [InlineData("v=spf1 -all", "tls-rpt-missing", null)]
    public async Task TLS_reporting_has_its_issues(string record, string? code, int? position)
    {
        var report = await new TlsReportingCheck(new ZoneResolver().Add("_smtp._tls.example.com", "TXT", record)).CheckAsync("example.com", Token);

        Assert.Equal(code is null ? [] : [(code, position)], report.Issues.Select(static issue => (issue.Code, issue.Position)));
        Assert.All(report.Issues, static issue => Assert.Equal(IssueSeverity.Notice, issue.Severity));
    }

    [Theory]
    [InlineData(Logo, Reject, "")]
    [InlineData(Logo, "v=DMARC1; p=quarantine; pct=100", "")]
    [InlineData(Logo, "v=DMARC1; p=none", "bimi-policy")]
    [InlineData(Logo, "v=DMARC1; p=reject; sp=none", "bimi-policy")]
    [InlineData(Logo, "v=DMARC1; p=quarantine; pct=50", "bimi-policy")]
    [InlineData(Logo, "v=DMARC1; p=reject; t=y", "bimi-policy")]
    [InlineData(Logo, "v=spf1", "bimi-policy")]
    [InlineData("v=BIMI1; l=https://example.com/logo.svg", Reject, "bimi-certificate")]
    [InlineData("v=BIMI1; l=http://example.com/logo.svg; a=https://example.com/mark.pem", Reject, "bimi-logo")]
    [InlineData("v=BIMI1; l=https://example.com/logo.png; a=https://example.com/mark.pem", Reject, "bimi-logo")]
    [InlineData("v=BIMI1; a=https://example.com/mark.pem", Reject, "bimi-logo")]
    [InlineData("v=BIMI1; l=; a=", "v=DMARC1; p=none", "bimi-declined")]
    [InlineData("v=BIMI1; l=https://example.com/logo.svg; a=https://example.com/mark.pem; x", Reject, "bimi-syntax")]
    [InlineData("v=bimi1; l=https://example.com/logo.svg", Reject, "bimi-syntax")]
    [InlineData("other", Reject, "bimi-missing")]
    public async Task BIMI_has_its_issues(string record, string dmarc, string codes)
    {
        var zone = new ZoneResolver().Add("default._bimi.example.com", "TXT", record).Add("_dmarc.example.com", "TXT", dmarc);

        var report = await new BimiCheck(zone).CheckAsync("example.com", Token);

        Assert.Equal(codes, string.Join(' ', report.Issues.Select(static issue => issue.Code)));
    }

    [Fact]
    public async Task BIMI_of_the_organisation_goes_for_its_subdomains()
    {
        var zone = new ZoneResolver().Add("default._bimi.example.com", "TXT", Logo).Add("_dmarc.example.com", "TXT", Reject);

        var report = await new BimiCheck(zone).CheckAsync("news.example.com", Token);

        Assert.Equal((Logo, "https://example.com/logo.svg", "https://example.com/mark.pem", 0), (report.Record, report.Logo, report.Certificate, report.Issues.Count));
    }

    [Fact]
    public async Task Several_records_and_failures_are_told_apart()
    {
        var twice = new ZoneResolver().Add("_smtp._tls.example.com", "TXT", "v=TLSRPTv1; rua=mailto:a@example.com").Add("_smtp._tls.example.com", "TXT", "v=TLSRPTv1; rua=mailto:b@example.com")
            .Add("default._bimi.example.com", "TXT", Logo).Add("default._bimi.example.com", "TXT", Logo + "; x=1");
        var silent = new ZoneResolver().AddTimeout("_smtp._tls.example.com").AddTimeout("default._bimi.example.com");
        var noPolicy = new ZoneResolver().Add("default._bimi.example.com", "TXT", Logo).AddTimeout("_dmarc.example.com");

        Assert.Equal("tls-rpt-several-records", Assert.Single((await new TlsReportingCheck(twice).CheckAsync("example.com", Token)).Issues).Code);
        Assert.Equal("bimi-several-records", Assert.Single((await new BimiCheck(twice).CheckAsync("example.com", Token)).Issues).Code);
        Assert.Equal(IssueSeverity.Unknown, Assert.Single((await new TlsReportingCheck(silent).CheckAsync("example.com", Token)).Issues).Severity);
        Assert.Equal(IssueSeverity.Unknown, Assert.Single((await new BimiCheck(silent).CheckAsync("example.com", Token)).Issues).Severity);
        Assert.Equal("bimi-unknown", Assert.Single((await new BimiCheck(noPolicy).CheckAsync("example.com", Token)).Issues).Code);
    }

    [Fact]
    public void Every_issue_of_the_catalogue_has_a_code_of_its_own_and_its_words()
    {
        Assert.Equal(IssueCatalogue.All.Count, IssueCatalogue.All.Select(static definition => definition.Code).Distinct().Count());
        Assert.All(IssueCatalogue.All, static definition => Assert.True(definition is { Summary.Length: > 10, Why.Length: > 10, Fix.Length: > 5 }, definition.Code));
        Assert.All(["dmarc-missing", "mta-sts-missing", "tls-rpt-missing", "bimi-missing"], static code => Assert.NotNull(IssueCatalogue.Find(code)));
    }

    [Fact]
    public async Task Where_the_organisation_cannot_be_found_out_its_logo_is_not_missing()
    {
        var zone = new ZoneResolver().Add("default._bimi.example.com", "TXT", Logo).AddTimeout("_dmarc.example.com").Add("_dmarc.news.example.com", "TXT", Reject);

        var report = await new BimiCheck(zone).CheckAsync("news.example.com", Token);

        Assert.Equal(("bimi-unknown", IssueSeverity.Unknown), (Assert.Single(report.Issues).Code, report.Issues[0].Severity));
    }
}
