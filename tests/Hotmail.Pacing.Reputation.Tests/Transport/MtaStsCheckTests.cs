using System.Net;
using System.Text;
using CsCheck;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.MtaSts;
using Hotmail.Pacing.Reputation.Tests.Dns;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Transport;

public class MtaStsCheckTests
{
    private const string Good = "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmx: *.example.net\r\nmax_age: 604800\r\n";

    private static readonly string[] Pieces = ["\n", ":", "mx: ", "mode: enforce", "version: STSv1", "max_age: -1"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Good, "")]
    [InlineData("version: STSv1\nmode: testing\nmx: mail.example.com\nmx: *.example.net\nmax_age: 604800", "mta-sts-not-enforced")]
    [InlineData("version: STSv1\nmode: none\nmax_age: 604800\n", "mta-sts-not-enforced")]
    [InlineData("version: STSv1\nmode: enforce\nmx: mail.example.com\nmx: *.example.net\nmax_age: 60\n", "mta-sts-short-age")]
    [InlineData("version: STSv1\nmode: enforce\nmx: mail.example.com\nmax_age: 604800\n", "mta-sts-mx-uncovered")]
    [InlineData("version: STSv1\nmode: testing\nmx: *.example.com\nmax_age: 604800\n", "mta-sts-mx-uncovered-in-testing mta-sts-not-enforced")]
    [InlineData("version: STSv1\nmode: enforce\nmx: *.com\nmx: *.net\nmax_age: 604800\n", "mta-sts-mx-uncovered")]
    [InlineData("version: STSv2\nmode: enforce\nmx: mail.example.com\nmax_age: 604800\n", "mta-sts-policy-syntax")]
    [InlineData("version: STSv1\nmode: on\nmx: mail.example.com\nmax_age: 604800\n", "mta-sts-policy-syntax")]
    [InlineData("version: STSv1\nmode: enforce\nmax_age: 604800\n", "mta-sts-policy-syntax")]
    [InlineData("version: STSv1\nmode: enforce\nmx: a.*.example\nmx: x.example\nmax_age: 604800\n", "mta-sts-policy-syntax")]
    [InlineData("version: STSv1\nmode: enforce\nmx: mail.example.com\nmax_age: 99999999999\n", "mta-sts-policy-syntax")]
    public async Task A_policy_has_its_issues(string policy, string codes)
    {
        var report = await new MtaStsCheck(Zone("v=STSv1; id=20261125;"), Source(HttpStatusCode.OK, policy)).CheckAsync("example.com", Token);

        Assert.Equal(codes, string.Join(' ', report.Issues.Select(static issue => issue.Code)));
        Assert.Equal(policy, report.Policy!.Text);
    }

    [Theory]
    [InlineData("v=STSv1; id=a1;", "")]
    [InlineData("v=STSv1; id=;", "mta-sts-syntax")]
    [InlineData("v=STSv1", "mta-sts-syntax")]
    [InlineData("v=STSv1; id=2026-11-25;", "mta-sts-syntax")]
    [InlineData("v=STSV1; id=1;", "mta-sts-syntax")]
    [InlineData("v=spf1 -all", "mta-sts-missing")]
    public async Task A_record_has_its_issues(string record, string codes)
    {
        var report = await new MtaStsCheck(Zone(record), Source(HttpStatusCode.OK, Good)).CheckAsync("example.com", Token);

        Assert.Equal(codes, string.Join(' ', report.Issues.Select(static issue => issue.Code)));
    }

    [Fact]
    public async Task What_the_DNS_or_the_web_server_does_not_say_is_unknown()
    {
        var silent = await new MtaStsCheck(new ZoneResolver().AddTimeout("_mta-sts.example.com"), Source(HttpStatusCode.OK, Good)).CheckAsync("example.com", Token);
        var exchangers = await new MtaStsCheck(new ZoneResolver().Add("_mta-sts.example.com", "TXT", "v=STSv1; id=1").AddTimeout("example.com"), Source(HttpStatusCode.OK, Good)).CheckAsync("example.com", Token);
        var web = await new MtaStsCheck(Zone("v=STSv1; id=1"), new HttpsMtaStsPolicySource(new Server(static _ => throw new HttpRequestException("no route")), new FakeTimeProvider())).CheckAsync("example.com", Token);

        Assert.All([silent, exchangers, web], static report => Assert.Equal(("mta-sts-unknown", IssueSeverity.Unknown), (Assert.Single(report.Issues).Code, report.Issues[0].Severity)));
    }

    [Fact]
    public async Task A_redirect_another_status_and_too_much_are_no_policy()
    {
        var redirect = await Source(HttpStatusCode.Found, Good).GetAsync("example.com", Token);
        var missing = await Source(HttpStatusCode.NotFound, Good).GetAsync("example.com", Token);
        var large = await Source(HttpStatusCode.OK, new string('a', 65 * 1024)).GetAsync("example.com", Token);
        var full = await Source(HttpStatusCode.OK, new string('a', 64 * 1024)).GetAsync("example.com", Token);
        var certificate = await new HttpsMtaStsPolicySource(new Server(static _ => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "bad")), new FakeTimeProvider()).GetAsync("example.com", Token);
        var report = await new MtaStsCheck(Zone("v=STSv1; id=1"), Source(HttpStatusCode.NotFound, "")).CheckAsync("example.com", Token);

        Assert.All([redirect, missing, large, certificate], static response => Assert.Equal(MtaStsResponseStatus.Refused, response.Status));
        Assert.Equal(MtaStsResponseStatus.Found, full.Status);
        Assert.Equal("mta-sts-policy-missing", Assert.Single(report.Issues).Code);
        Assert.Contains("https://mta-sts.example.com/.well-known/mta-sts.txt answers 404", report.Issues[0].Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user@other.example")]
    [InlineData("other.example/x?")]
    [InlineData("other.example:8443")]
    [InlineData("other.example#")]
    public async Task A_name_that_would_lead_an_address_elsewhere_is_not_fetched(string domain)
    {
        var asked = 0;
        var source = new HttpsMtaStsPolicySource(new Server(_ => Task.FromResult(new HttpResponseMessage { StatusCode = (HttpStatusCode)(200 + asked++) })), TimeProvider.System);

        var response = await source.GetAsync(domain, Token);

        Assert.Equal((MtaStsResponseStatus.Refused, 0), (response.Status, asked));
    }

    [Fact]
    public async Task Another_text_beside_the_record_is_no_fault_of_the_record()
    {
        var report = await new MtaStsCheck(Zone("v=STSv1; id=1").Add("_mta-sts.example.com", "TXT", "v=STSv2; id=2"), Source(HttpStatusCode.OK, Good)).CheckAsync("example.com", Token);

        Assert.DoesNotContain(report.Issues, static issue => issue.Code == "mta-sts-syntax");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up_after_a_minute()
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var source = new HttpsMtaStsPolicySource(
            new Server(async token =>
            {
                asked.SetResult();
                await Task.Delay(Timeout.Infinite, token);
                return new HttpResponseMessage();
            }),
            time);

        var fetch = source.GetAsync("example.com", Token).AsTask();
        await asked.Task.WaitAsync(Token);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(fetch.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        var response = await fetch;

        Assert.Equal(MtaStsResponseStatus.Failed, response.Status);
        Assert.Contains("60 seconds", response.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*.example.com", "a.example.com", true)]
    [InlineData("*.example.com", "A.EXAMPLE.com", true)]
    [InlineData("*.example.com", "a.b.example.com", false)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("mail.example.com", "mail.example.com", true)]
    [InlineData("mail.example.com", "xmail.example.com", false)]
    public void A_pattern_stands_for_one_label(string pattern, string host, bool matches) =>
        Assert.Equal(matches, MtaStsPolicy.Parse($"version: STSv1\nmode: enforce\nmx: {pattern}\nmax_age: 86400").Matches(host));

    [Fact]
    public void Any_text_is_taken_apart() =>
        Gen.OneOf(Gen.String, Gen.Int[0, Pieces.Length - 1].Select(static i => Pieces[i])).Array[0, 20].Select(static parts => string.Concat(parts)).Sample(
            static text => Assert.All(MtaStsPolicy.Parse(text).Errors, error => Assert.InRange(error.Position, 0, text.Length)),
            iter: 5_000);

    private static ZoneResolver Zone(string record) => new ZoneResolver().Add("_mta-sts.example.com", "TXT", record).Add("example.com", "MX", "mail.example.com").Add("example.com", "MX", "Mx2.example.net");

    private static HttpsMtaStsPolicySource Source(HttpStatusCode status, string policy) =>
        new(new Server(_ => Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(policy, Encoding.UTF8, "text/plain") })), new FakeTimeProvider());

    private sealed class Server(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(cancellationToken);
    }
}
