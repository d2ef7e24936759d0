using System.Net;
using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.MtaSts;
using Hotmail.Pacing.Reputation.Tests.Dns;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Checks;

/// <summary>What one part cannot find out costs the report that part, and nothing else.</summary>
public class DomainCheckFaultTests
{
    private const string Record = "v=spf1 ip4:8.8.4.4 -all";

    private static readonly DomainCheckRequest Request = new() { Domain = "example.com", Selectors = ["s1"], Addresses = [IPAddress.Parse("8.8.4.4")], EhloName = "mail.example.com" };

    [Theory]
    [InlineData("s1._domainkey.example.com", "dkim-dns-failed")]
    [InlineData("_dmarc.example.com", "dmarc-unknown")]
    [InlineData("4.4.8.8.in-addr.arpa", "rdns-unknown")]
    [InlineData("_mta-sts.example.com", "mta-sts-unknown")]
    [InlineData("default._bimi.example.com", "bimi-unknown")]
    public async Task A_resolver_that_throws_costs_the_one_answer(string name, string code)
    {
        var report = await Check(new FaultyResolver(Zone(), name, static () => throw new InvalidOperationException("The host's resolver is broken."))).CheckAsync(Request, TestContext.Current.CancellationToken);

        Assert.Equal(IssueSeverity.Unknown, report.Issues.First(issue => issue.Code == code).Severity);
        Assert.DoesNotContain(report.Issues, static issue => issue.Severity > IssueSeverity.Warning);
        Assert.Equal((Record, false), (report.Spf.Record, report.Score.IsComplete));
    }

    [Theory]
    [InlineData("_dmarc.example.com", "dmarc-unknown")]
    [InlineData("s1._domainkey.example.com", "dkim-dns-failed")]
    [InlineData("mx.example.com", "mx-unknown")]
    [InlineData("4.4.8.8.in-addr.arpa", "rdns-unknown")]
    public async Task A_resolver_that_never_answers_costs_the_one_answer_once_the_time_is_over(string name, string code)
    {
        var time = new FakeTimeProvider();
        var silent = new TaskCompletionSource<DnsAnswer>();
        var checking = Check(new FaultyResolver(Zone(), name, () => new ValueTask<DnsAnswer>(silent.Task)), time).CheckAsync(Request, TestContext.Current.CancellationToken).AsTask();
        Assert.False(checking.IsCompleted);

        time.Advance(new SenderReputationOptions().TimeLimit);
        var report = await checking;

        Assert.Contains("took more than 120 seconds", report.Issues.First(issue => issue.Code == code).Evidence, StringComparison.Ordinal);
        Assert.Equal((Record, false), (report.Spf.Record, report.Score.IsComplete));
        Assert.DoesNotContain(report.Issues, static issue => issue.Severity > IssueSeverity.Warning);
    }

    [Fact]
    public async Task Whoever_cancels_gets_no_report_even_if_the_resolver_never_answers()
    {
        using var cancel = new CancellationTokenSource();
        var checking = Check(new FaultyResolver(Zone(), "_dmarc.example.com", static () => new ValueTask<DnsAnswer>(new TaskCompletionSource<DnsAnswer>().Task))).CheckAsync(Request, cancel.Token).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => checking);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_source_of_policies_that_throws_or_never_answers_leaves_MTA_STS_unknown(bool throws)
    {
        var time = new FakeTimeProvider();
        var options = new SenderReputationOptions { MtaStsPolicies = new FaultyPolicySource(throws) };
        var checking = Check(Zone().Add("_mta-sts.example.com", "TXT", "v=STSv1; id=1"), time, options).CheckAsync(Request, TestContext.Current.CancellationToken).AsTask();
        Assert.Equal(throws, checking.IsCompleted);

        time.Advance(options.TimeLimit);
        var report = await checking;

        Assert.Contains(report.Issues, static issue => issue is { Code: "mta-sts-unknown", Severity: IssueSeverity.Unknown });
        Assert.Equal(Record, report.Spf.Record);
    }

    [Fact]
    public void A_time_limit_that_is_none_is_refused()
    {
        var options = new SenderReputationOptions { TimeLimit = TimeSpan.Zero };

        Assert.Throws<ArgumentOutOfRangeException>(() => new DomainCheck(new ZoneResolver(), options, TimeProvider.System));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MessageCheck(new ZoneResolver(), options, TimeProvider.System));
    }

    private static DomainCheck Check(IDnsResolver resolver, TimeProvider? time = null, SenderReputationOptions? options = null) =>
        new(resolver, options ?? new SenderReputationOptions(), time ?? TimeProvider.System);

    private static ZoneResolver Zone() => DomainCheckTests.GoodZone();

    private sealed class FaultyResolver(ZoneResolver zone, string name, Func<ValueTask<DnsAnswer>> answer) : IDnsResolver
    {
        public ValueTask<DnsAnswer> ResolveAsync(string asked, DnsRecordKind kind, CancellationToken cancellationToken) =>
            asked == name ? answer() : zone.ResolveAsync(asked, kind, cancellationToken);
    }

    private sealed class FaultyPolicySource(bool throws) : IMtaStsPolicySource
    {
        public ValueTask<MtaStsResponse> GetAsync(string domain, CancellationToken cancellationToken) =>
            throws ? throw new InvalidOperationException("The host's source is broken.") : new ValueTask<MtaStsResponse>(new TaskCompletionSource<MtaStsResponse>().Task);
    }
}
