using System.Net;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Spf;
using Hotmail.Pacing.Reputation.Tests.Dns;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Spf;

public class SpfEvaluatorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_result_names_the_term_its_record_and_its_place()
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1 ip4:198.51.100.1 redirect=_spf.example.net").Add("_spf.example.net", "TXT", "v=spf1 a ~all");

        var result = await EvaluateAsync(zone, "user@example.com");

        Assert.Equal((SpfVerdict.SoftFail, "~all", "_spf.example.net", 9), (result.Verdict, result.Mechanism, result.RecordDomain, result.Position));
        Assert.Equal(("example.com", 2, 1), (result.Domain, result.Lookups, result.VoidLookups));
        Assert.Equal("The client is matched by ~all of _spf.example.net.", result.Reason);
    }

    [Fact]
    public async Task A_mistake_in_an_included_record_is_told_with_its_place()
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1 include:bad.example.net -all").Add("bad.example.net", "TXT", "v=spf1 ip4:nonsense -all");

        var result = await EvaluateAsync(zone, "user@example.com");

        Assert.Equal((SpfVerdict.PermError, "bad.example.net", 11), (result.Verdict, result.RecordDomain, result.Position));
        Assert.Equal("In the record of bad.example.net: \"nonsense\" is not an IPv4 address.", result.Reason);
    }

    /// <summary>Whichever question fails, the result is no verdict on the client, however generous or strict the rest is.</summary>
    [Theory]
    [InlineData("v=spf1 a:dead.example.net +all", 7)]
    [InlineData("v=spf1 -a:dead.example.net +all", 7)]
    [InlineData("v=spf1 mx:dead.example.net -all", 7)]
    [InlineData("v=spf1 mx:mx.example.net -all", 7)]
    [InlineData("v=spf1 include:dead.example.net -all", null)]
    [InlineData("v=spf1 exists:dead.example.net -all", 7)]
    [InlineData("v=spf1 redirect=dead.example.net", null)]
    public async Task A_failure_of_the_DNS_is_a_temporary_error(string record, int? position)
    {
        var zone = new ZoneResolver().AddTimeout("dead.example.net").Add("mx.example.net", "MX", "dead.example.net").Add("example.com", "TXT", record);

        var result = await EvaluateAsync(zone, "user@example.com");

        Assert.Equal((SpfVerdict.TempError, position), (result.Verdict, result.Position));
        Assert.Contains("dead.example.net", result.Reason, StringComparison.Ordinal);
        Assert.Contains("The server did not answer in time.", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resolver_that_throws_has_failed()
    {
        var result = await EvaluateAsync(new Resolver(static (_, _) => throw new InvalidOperationException("broken")), "user@example.com");

        Assert.Equal(SpfVerdict.TempError, result.Verdict);
        Assert.Contains("broken", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_evaluation_that_takes_too_long_is_a_temporary_error()
    {
        var time = new FakeTimeProvider();
        var resolver = new Resolver(static async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return DnsAnswer.NoName;
        });
        var evaluation = new SpfEvaluator(resolver, new SpfOptions { Timeout = TimeSpan.FromSeconds(20) }, time).EvaluateAsync(Request("user@example.com"), Token).AsTask();

        time.Advance(TimeSpan.FromSeconds(19.9));
        Assert.False(evaluation.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));

        var result = await evaluation.WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.Equal((SpfVerdict.TempError, "The evaluation took more than 20 seconds."), (result.Verdict, result.Reason));
    }

    [Fact]
    public async Task A_verdict_stands_when_the_time_runs_out_over_its_explanation()
    {
        var time = new FakeTimeProvider();
        var resolver = new Resolver(async (name, token) =>
        {
            await Task.Delay(name == "example.com" ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, time, token);
            return new DnsAnswer { Status = DnsAnswerStatus.Found, Texts = ["v=spf1 -all exp=why.example.com"] };
        });
        var evaluation = new SpfEvaluator(resolver, new SpfOptions(), time).EvaluateAsync(Request("user@example.com"), Token).AsTask();

        time.Advance(TimeSpan.FromSeconds(21));

        var result = await evaluation.WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.Equal((SpfVerdict.Fail, null), (result.Verdict, result.Explanation));
    }

    [Fact]
    public async Task Cancelling_ends_an_evaluation_with_an_exception()
    {
        using var source = new CancellationTokenSource();
        var resolver = new Resolver(static async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return DnsAnswer.NoName;
        });
        var evaluation = new SpfEvaluator(resolver).EvaluateAsync(Request("user@example.com"), source.Token).AsTask();

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => evaluation.WaitAsync(TimeSpan.FromMinutes(1), Token));
    }

    [Theory]
    [InlineData(SpfIdentity.MailFrom, "user@example.com", SpfVerdict.Fail, "example.com")]
    [InlineData(SpfIdentity.MailFrom, "", SpfVerdict.Pass, "mail.example.org")]
    [InlineData(SpfIdentity.Helo, "user@example.com", SpfVerdict.Pass, "mail.example.org")]
    public async Task The_claim_that_is_asked_for_is_checked(SpfIdentity identity, string mailFrom, SpfVerdict verdict, string domain)
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1 -all")
            .Add("mail.example.org", "TXT", "v=spf1 exists:%{l}.%{o}.example.org -all").Add("postmaster.mail.example.org.example.org", "A", "127.0.0.2");

        var result = await new SpfEvaluator(zone).EvaluateAsync(Request(mailFrom) with { Identity = identity }, Token);

        Assert.Equal((verdict, domain), (result.Verdict, result.Domain));
    }

    [Fact]
    public async Task A_domain_in_another_script_is_asked_for_in_ASCII()
    {
        var zone = new ZoneResolver().Add("xn--bcher-kva.example", "TXT", "v=spf1 +all");

        Assert.Equal(SpfVerdict.Pass, (await EvaluateAsync(zone, "user@bücher.example")).Verdict);
    }

    [Theory]
    [InlineData("user@localhost")]
    [InlineData("user@")]
    [InlineData("@")]
    [InlineData("user@[192.0.2.1]")]
    [InlineData("user@\u0001.example.com")]
    [InlineData("user@.example.com")]
    public async Task What_is_no_domain_has_no_record_and_is_not_asked_for(string mailFrom)
    {
        var zone = new ZoneResolver();

        Assert.Equal(SpfVerdict.None, (await EvaluateAsync(zone, mailFrom)).Verdict);
        Assert.Empty(zone.Questions);
    }

    [Fact]
    public async Task Half_a_character_is_no_domain() => Assert.Equal(SpfVerdict.None, (await EvaluateAsync(new ZoneResolver(), "user@\ud800.example.com")).Verdict);

    [Fact]
    public async Task An_explanation_with_control_characters_from_the_sender_is_left_out()
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1 -all exp=why.example.com").Add("why.example.com", "TXT", "%{l} may not send, says %{r}");

        Assert.Equal("user may not send, says unknown", (await EvaluateAsync(zone, "user@example.com")).Explanation);
        Assert.Null((await EvaluateAsync(zone, "us\r\ner@example.com")).Explanation);
    }

    [Fact]
    public async Task Mail_exchangers_without_an_address_of_the_clients_family_are_no_void_lookups()
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1 mx -all");
        for (var i = 0; i < 5; i++)
        {
            zone.Add("example.com", "MX", $"mx{i}.example.com").Add($"mx{i}.example.com", "AAAA", "2001:db8::1");
        }

        var result = await EvaluateAsync(zone, "user@example.com");

        Assert.Equal((SpfVerdict.Fail, 0), (result.Verdict, result.VoidLookups));
    }

    [Fact]
    public async Task The_clients_own_names_are_asked_for_once_and_count_once()
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1 exists:%{p}.a.example.com exists:%{p}.b.example.com ptr ?all")
            .Add("1.2.0.192.in-addr.arpa", "PTR", "host.example.net").Add("host.example.net", "A", "192.0.2.1");

        var result = await EvaluateAsync(zone, "user@example.com");

        Assert.Equal((SpfVerdict.Neutral, 4), (result.Verdict, result.Lookups));
        Assert.Single(zone.Questions, static question => question.StartsWith("Ptr ", StringComparison.Ordinal));
        Assert.Contains("A host.example.net.b.example.com", zone.Questions);
    }

    [Theory]
    [InlineData("v=spf1 ptr ptr:example.net ptr:example.org +all", SpfVerdict.Pass, 1)]
    [InlineData("v=spf1 a:absent.example.com a:gone.example.com ptr +all", SpfVerdict.PermError, 3)]
    public async Task A_client_without_a_name_is_one_void_lookup(string record, SpfVerdict verdict, int voids)
    {
        var result = await EvaluateAsync(new ZoneResolver().Add("example.com", "TXT", record), "user@example.com");

        Assert.Equal((verdict, voids), (result.Verdict, result.VoidLookups));
    }

    [Theory]
    [InlineData(0, SpfVerdict.PermError)]
    [InlineData(1, SpfVerdict.Pass)]
    public async Task The_limit_of_void_lookups_can_be_set(int limit, SpfVerdict verdict)
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1 a:absent.example.com +all");

        var result = await new SpfEvaluator(zone, new SpfOptions { VoidLookupLimit = limit }, new FakeTimeProvider()).EvaluateAsync(Request("user@example.com"), Token);

        Assert.Equal(verdict, result.Verdict);
    }

    private static async Task<SpfResult> EvaluateAsync(IDnsResolver resolver, string mailFrom) =>
        await new SpfEvaluator(resolver).EvaluateAsync(Request(mailFrom), Token);

    private static SpfRequest Request(string mailFrom) => new() { ClientAddress = IPAddress.Parse("192.0.2.1"), Helo = "mail.example.org", MailFrom = mailFrom };

    private sealed class Resolver(Func<string, CancellationToken, Task<DnsAnswer>> answer) : IDnsResolver
    {
        public async ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken) => await answer(name, cancellationToken);
    }
}
