using System.Net;
using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Spf;
using Hotmail.Pacing.Reputation.Spf.Flattening;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Spf.Flattening;

public class SpfFlattenerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v=spf1 a mx -all", "v=spf1 ip4:192.0.2.1 ip4:192.0.2.9 ip6:2001:db8::9 -all")]
    [InlineData("v=spf1 a/24 ~mx:example.com//64 -all", "v=spf1 ip4:192.0.2.0/24 ~ip6:2001:db8::/64 -all")]
    [InlineData("v=spf1 ip4:192.0.2.0/25 ip4:192.0.2.128/25 ip4:192.0.2.7 -all", "v=spf1 ip4:192.0.2.0/24 -all")]
    [InlineData("v=spf1 -ip4:192.0.2.7 ip4:192.0.2.0/25 ip4:192.0.2.128/25 ~all", "v=spf1 -ip4:192.0.2.7 ip4:192.0.2.0/24 ~all")]
    [InlineData("v=spf1 ip4:192.0.2.0/25 -ip4:192.0.2.128/26 ip4:192.0.2.128/25 ~all", "v=spf1 ip4:192.0.2.0/25 -ip4:192.0.2.128/26 ip4:192.0.2.128/25 ~all")]
    [InlineData("v=spf1 ip4:198.51.100.1 -ip4:192.0.2.1 -all", "v=spf1 ip4:198.51.100.1 -all")]
    [InlineData("v=spf1 include:sender.example.net -all", "v=spf1 ip4:198.51.100.0/25 ip4:198.51.100.192/26 ip6:2001:db8:1::/48 -all")]
    [InlineData("v=spf1 ?include:sender.example.net ~all", "v=spf1 ?ip4:198.51.100.0/25 ?ip4:198.51.100.192/26 ?ip6:2001:db8:1::/48 ~all")]
    [InlineData("v=spf1 ip4:192.0.2.1 redirect=sender.example.net", "v=spf1 ip4:192.0.2.1 -ip4:198.51.100.128/26 ip4:198.51.100.0/24 ip6:2001:db8:1::/48 ~all exp=why.sender.example.net")]
    [InlineData("v=spf1 a:absent.example.com", "v=spf1")]
    [InlineData("v=spf1 ip4:192.0.2.1 +all exp=%{i}.why.%{d}", "v=spf1 all exp=%{i}.why.%{d}")]
    public async Task Networks_stand_where_names_stood(string record, string flattened)
    {
        var plan = await PlanAsync(Zone(record));

        Assert.Equal([("example.com", flattened)], plan.Records.Select(static text => (text.Name, text.Text)));
        Assert.Equal((record, 0, 0), (plan.Record, plan.LookupsAfter, plan.VoidLookupsAfter));
        Assert.Empty(plan.Kept);
    }

    /// <summary>What depends on the message stays where it was; what stands on both sides of it does not meet.</summary>
    [Theory]
    [InlineData("v=spf1 ip4:192.0.2.0/25 exists:%{i}.%{d} ip4:192.0.2.128/25 -all", "v=spf1 ip4:192.0.2.0/25 exists:%{i}.%{d} ip4:192.0.2.128/25 -all", "exists:%{i}.%{d}", 1)]
    [InlineData("v=spf1 include:listed.example.net -all", "v=spf1 ip4:192.0.2.1 ip4:192.0.2.9 ip6:2001:db8::9 exists:%{i}.listed.example.net ptr:listed.example.net -all", "exists:%{i}.listed.example.net", 2)]
    [InlineData("v=spf1 ip4:192.0.2.1 include:%{l}.example.net ptr -all", "v=spf1 ip4:192.0.2.1 include:%{l}.example.net ptr -all", "include:%{l}.example.net", 2)]
    [InlineData("v=spf1 a:%{h}/24//64 redirect=%{o}.example.net", "v=spf1 a:%{h}/24//64 redirect=%{o}.example.net", "a:%{h}/24//64", 2)]
    [InlineData("v=spf1 a include:careful.example.net -all", "v=spf1 ip4:192.0.2.1 include:careful.example.net -all", "include:careful.example.net", 2)]
    [InlineData("v=spf1 include:named.example.net -all", "v=spf1 include:named.example.net -all", "include:named.example.net", 3)]
    [InlineData("v=spf1 a redirect=named.example.net", "v=spf1 ip4:192.0.2.1 redirect=named.example.net", "redirect=named.example.net", 3)]
    public async Task What_depends_on_the_message_stays(string record, string flattened, string kept, int lookups)
    {
        var zone = Zone(record)
            .Add("listed.example.net", "TXT", "v=spf1 a:mx.example.com ip4:192.0.2.1 exists:%{i}.%{d} ptr -all")
            .Add("careful.example.net", "TXT", "v=spf1 ip4:192.0.2.2 -exists:%{i}.bad.example.net ip4:192.0.2.0/24 -all")
            .Add("named.example.net", "TXT", "v=spf1 exists:%{p}.names.example.net -all");
        var plan = await PlanAsync(zone);

        Assert.Equal(flattened, plan.Records.Single().Text);
        Assert.Equal((kept, lookups), (plan.Kept[0].Term, plan.LookupsAfter));
        Assert.All(plan.Kept, static term => Assert.EndsWith(".", term.Reason, StringComparison.Ordinal));
        Assert.DoesNotContain(zone.Questions, static question => question.Contains('%', StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_long_record_is_split_over_names_that_are_free()
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1 ~ip4:203.0.113.9 include:_spf1.example.com include:big.example.net exists:%{i}.example.com -all")
            .Add("_spf1.example.com", "TXT", "v=spf1 ip4:203.0.113.0/24 -all")
            .Add("big.example.net", "TXT", "v=spf1 " + string.Concat(Enumerable.Range(0, 60).Select(static i => $"ip4:192.0.2.{i * 4} ")) + "-all");

        var plan = await PlanAsync(zone);

        Assert.Equal(["example.com", "_spf2.example.com", "_spf3.example.com", "_spf4.example.com"], plan.Records.Select(static record => record.Name));
        Assert.Equal("v=spf1 ~ip4:203.0.113.9 include:_spf2.example.com include:_spf3.example.com include:_spf4.example.com exists:%{i}.example.com -all", plan.Records[0].Text);
        Assert.All(plan.Records, static record => Assert.InRange(record.Text.Length, 1, 450));
        Assert.Equal(61, plan.Records.Skip(1).Sum(static record => record.Text.Split(' ').Length - 2));
        Assert.Equal((3, 4), (plan.LookupsBefore, plan.LookupsAfter));
    }

    [Theory]
    [InlineData("v=spf1 include:dead.example.net -all", true, "No answer for TXT dead.example.net. The server did not answer in time.")]
    [InlineData("v=spf1 a:dead.example.net -all", true, "No answer for A dead.example.net. The server did not answer in time.")]
    [InlineData("v=spf1 mx:half.example.net -all", true, "No answer for A dead.example.net. The server did not answer in time.")]
    [InlineData("v=spf1 a:v4only.example.net -all", true, "No answer for AAAA v4only.example.net. The server did not answer in time.")]
    [InlineData("v=spf1 include:absent.example.net -all", false, "There is no absent.example.net.")]
    [InlineData("v=spf1 include:broken.example.net -all", false, "In the record of broken.example.net: There is no mechanism \"nonsense\".")]
    [InlineData("v=spf1 include:example.com -all", false, "The record of example.com leads back to example.com.")]
    [InlineData("v=spf1 nonsense -all", false, "In the record of example.com: There is no mechanism \"nonsense\".")]
    [InlineData("v=spf1 include:huge.example.net -all", false, "The networks need 25 records of 450 bytes, and the terms that must stay 0 lookups; together 10 are allowed.")]
    [InlineData("v=spf1 include:lists.example.net -all", false, "The terms that must stay need 11 lookups by themselves; 10 are allowed.")]
    public async Task Where_a_sender_would_be_missing_there_is_no_plan(string record, bool isTemporary, string reason)
    {
        var zone = Zone(record).AddTimeout("dead.example.net").Add("half.example.net", "MX", "mx.example.com").Add("half.example.net", "MX", "dead.example.net")
            .Add("v4only.example.net", "A", "192.0.2.1").AddTimeout("v4only.example.net")
            .Add("broken.example.net", "TXT", "v=spf1 nonsense")
            .Add("huge.example.net", "TXT", "v=spf1 " + string.Concat(Enumerable.Range(0, 250).Select(static i => $"ip4:172.16.{i}.16/28 ip4:172.17.{i}.16/28 ")))
            .Add("lists.example.net", "TXT", "v=spf1 " + string.Concat(Enumerable.Range(0, 11).Select(static i => $"exists:%{{i}}.{i}.example.net ")));

        var result = await new SpfFlattener(zone).FlattenAsync("example.com", Token);

        Assert.Equal((null, isTemporary, reason), (result.Plan, result.IsTemporary, result.Reason));
    }

    [Fact]
    public async Task A_later_plan_names_the_senders_that_changed()
    {
        const string Record = "v=spf1 mx include:sender.example.net include:other.example.net -all";
        var zone = Zone(Record).Add("other.example.net", "TXT", "v=spf1 a:mx.example.com ip4:203.0.113.0/24 -all");
        var earlier = await PlanAsync(zone);
        var kept = SpfFlattenPlan.FromJson(earlier.ToJson(), out var error)!;

        // By now the domain has the flattened record; the original is in the plan that was kept.
        var changed = new ZoneResolver().Add("example.com", "TXT", earlier.Records[0].Text).Add("example.com", "MX", "mx.example.com").Add("mx.example.com", "A", "192.0.2.9").Add("mx.example.com", "AAAA", "2001:db8::9")
            .Add("sender.example.net", "TXT", "v=spf1 ip4:198.51.100.0/24 ~all").Add("other.example.net", "TXT", "v=spf1 ip4:203.0.113.0/24 ip4:203.0.113.7 a:mx.example.com -all");
        var later = (await new SpfFlattener(changed).FlattenRecordAsync(kept.Domain, kept.Record, Token)).Plan!;
        var changes = later.CompareTo(kept);

        Assert.Null(error);
        Assert.Equal(["mx", "include:sender.example.net", "include:other.example.net"], kept.Senders.Select(static sender => sender.Term));
        Assert.Equal(["other.example.net", "mx.example.com"], kept.Senders[2].Sources.Select(static source => source.Name));
        Assert.Equal(["ip4:192.0.2.9", "ip6:2001:db8::9"], kept.Senders[2].Sources[1].Terms);
        Assert.True(changes.IsStale);
        Assert.Equal(["include:sender.example.net", "include:other.example.net"], changes.Senders.Select(static change => change.Term));
        Assert.Equal(["-ip4:198.51.100.128/26", "ip6:2001:db8:1::/48"], changes.Senders[0].Removed);
        Assert.Equal(["ip4:203.0.113.7"], changes.Senders[1].Added);
        Assert.Empty(changes.Senders[0].Added.Concat(changes.Senders[1].Removed));

        var same = (await new SpfFlattener(zone).FlattenRecordAsync(kept.Domain, kept.Record, Token)).Plan!.CompareTo(kept);
        Assert.False(same.IsStale);
        Assert.Empty(same.Senders);
    }

    [Fact]
    public async Task Length_and_prefix_are_options_and_are_checked()
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1 " + string.Concat(Enumerable.Range(0, 10).Select(static i => $"ip4:192.0.2.{i * 8} ")) + "~all");

        var plan = (await new SpfFlattener(zone, new SpfFlattenOptions { MaxRecordLength = 150, Prefix = "nets-" }).FlattenAsync("example.com", Token)).Plan!;

        Assert.Equal(["example.com", "nets-1.example.com", "nets-2.example.com"], plan.Records.Select(static record => record.Name));
        Assert.Equal("v=spf1 include:nets-1.example.com include:nets-2.example.com ~all", plan.Records[0].Text);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpfFlattener(zone, new SpfFlattenOptions { MaxRecordLength = 99 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpfFlattener(zone, new SpfFlattenOptions { MaxRecordLength = 4_001 }));
        Assert.Throws<ArgumentException>(() => new SpfFlattener(zone, new SpfFlattenOptions { Prefix = "a b" }));
        Assert.Throws<ArgumentException>(() => new SpfFlattener(zone, new SpfFlattenOptions { Prefix = ".a" }));
        Assert.Equal("\"localhost\" is a single label, not a domain.", (await new SpfFlattener(zone).FlattenAsync("localhost", Token)).Reason);
    }

    /// <summary>A hostile zone is given up on before it costs much.</summary>
    [Theory]
    [InlineData("v=spf1 include:many.example.net -all", "The record leads to more than 2000 networks.")]
    [InlineData("v=spf1 mx:wide.example.net -all", "The record leads to more than 500 questions to the DNS.")]
    [InlineData("v=spf1 include:deep0.example.net -all", "The record leads to more than 100 terms that need lookups.")]
    [InlineData("v=spf1 include:holes.example.net -all", "What is left of the networks that pass, without those that do not, falls into more than 10000 pieces.")]
    [InlineData("v=spf1 include:few-holes.example.net -all", "The record comes to more than 5000 networks.")]
    public async Task Bounds_hold(string record, string reason)
    {
        var zone = Zone(record).Add("many.example.net", "TXT", "v=spf1 " + string.Concat(Enumerable.Range(0, 2_001).Select(static i => $"ip4:10.0.{i / 250}.{i % 250} ")));
        zone.Add("holes.example.net", "TXT", Holes(900, 900)).Add("few-holes.example.net", "TXT", Holes(60, 2));
        for (var i = 0; i < 300; i++)
        {
            zone.Add("wide.example.net", "MX", $"mx{i}.example.net").Add($"deep{i}.example.net", "TXT", $"v=spf1 include:deep{i + 1}.example.net -all");
        }

        Assert.Equal(reason, (await new SpfFlattener(zone).FlattenAsync("example.com", Token)).Reason);
        Assert.InRange(zone.Questions.Count, 1, 500);
    }

    /// <summary>Addresses that do not pass, and then networks around all of them that do.</summary>
    private static string Holes(int holes, int around) =>
        "v=spf1 " + string.Concat(Enumerable.Range(0, holes).Select(static i => $"-ip6:2001:db8:{i * 60:x}::1 ")) + string.Concat(Enumerable.Range(0, around).Select(static i => $"ip6:2001:{i:x}::/{i % 24} "));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"domain\":1}")]
    [InlineData("{\"domain\":\"example.com\",\"record\":\"\",\"records\":null,\"lookups_before\":0,\"void_lookups_before\":0,\"lookups_after\":0,\"void_lookups_after\":0,\"kept\":[],\"senders\":[]}")]
    public void What_is_no_plan_is_told(string json)
    {
        Assert.Null(SpfFlattenPlan.FromJson(json, out var error));
        Assert.NotEmpty(error!);
    }

    /// <summary>A record as a company has it, over a real name server: 13 lookups before, none after.</summary>
    [Fact]
    public async Task A_record_over_the_limit_works_when_it_is_flattened()
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1 mx a:www.example.com include:_spf.office.test include:_spf.shop.test include:_spf.news.test -all")
            .Add("example.com", "MX", "mx1.example.com").Add("example.com", "MX", "mx2.example.com").Add("mx1.example.com", "A", "192.0.2.10").Add("mx2.example.com", "A", "192.0.2.11").Add("mx2.example.com", "AAAA", "2001:db8::11")
            .Add("www.example.com", "A", "192.0.2.80")
            .Add("_spf.office.test", "TXT", "v=spf1 include:a.office.test include:b.office.test include:c.office.test ~all")
            .Add("a.office.test", "TXT", "v=spf1 ip4:198.51.100.0/26 ip4:198.51.100.64/26 -all").Add("b.office.test", "TXT", "v=spf1 ip6:2001:db8:100::/48 -all").Add("c.office.test", "TXT", "v=spf1 ip4:198.51.100.128/25 -all")
            .Add("_spf.shop.test", "TXT", "v=spf1 include:eu.shop.test include:us.shop.test mx:shop.test ?all").Add("shop.test", "MX", "mx.shop.test").Add("mx.shop.test", "A", "203.0.113.5")
            .Add("eu.shop.test", "TXT", "v=spf1 ip4:203.0.113.16/28 -all").Add("us.shop.test", "TXT", "v=spf1 ip4:203.0.113.32/28 -all")
            .Add("_spf.news.test", "TXT", "v=spf1 redirect=hosts.news.test").Add("hosts.news.test", "TXT", "v=spf1 a:h1.news.test -all").Add("h1.news.test", "A", "203.0.113.99");
        await using var server = await DnsServer.StartAsync(ZoneFile.Write(zone), Token, origin: ".");
        var resolver = Resolver(server);

        var plan = (await new SpfFlattener(resolver).FlattenAsync("example.com", Token)).Plan!;

        Assert.Equal("v=spf1 ip4:192.0.2.10/31 ip4:192.0.2.80 ip4:198.51.100.0/24 ip4:203.0.113.5 ip4:203.0.113.16/28 ip4:203.0.113.32/28 ip4:203.0.113.99 ip6:2001:db8::11 ip6:2001:db8:100::/48 -all", Assert.Single(plan.Records).Text);
        Assert.Equal((13, 0), (plan.LookupsBefore, plan.LookupsAfter));
        await using var flattened = await DnsServer.StartAsync(ZoneFile.Write(new ZoneResolver().Add("example.com", "TXT", plan.Records[0].Text)), Token, origin: ".");
        var published = Resolver(flattened);
        foreach (var (client, before, after) in new[] { ("203.0.113.99", SpfVerdict.PermError, SpfVerdict.Pass), ("192.0.2.11", SpfVerdict.Pass, SpfVerdict.Pass), ("203.0.113.98", SpfVerdict.PermError, SpfVerdict.Fail) })
        {
            var request = new SpfRequest { ClientAddress = IPAddress.Parse(client), Helo = "mail.example.com", MailFrom = "user@example.com" };
            Assert.Equal((client, before), (client, (await new SpfEvaluator(resolver).EvaluateAsync(request, Token)).Verdict));
            Assert.Equal((client, after), (client, (await new SpfEvaluator(published).EvaluateAsync(request, Token)).Verdict));
        }
    }

    private static DnsResolver Resolver(DnsServer server) => new(new DnsResolverOptions { Servers = { server.EndPoint }, Timeout = TimeSpan.FromSeconds(30) });

    private static ZoneResolver Zone(string record) => new ZoneResolver().Add("example.com", "TXT", record).Add("example.com", "A", "192.0.2.1").Add("example.com", "MX", "mx.example.com")
        .Add("mx.example.com", "A", "192.0.2.9").Add("mx.example.com", "AAAA", "2001:db8::9")
        .Add("sender.example.net", "TXT", "v=spf1 -ip4:198.51.100.128/26 ip4:198.51.100.0/24 ip6:2001:db8:1::/48 ~all exp=why.%{d}");

    private static async Task<SpfFlattenPlan> PlanAsync(ZoneResolver zone)
    {
        var result = await new SpfFlattener(zone).FlattenAsync("example.com", Token);
        Assert.True(result.Plan is not null, result.Reason);
        return result.Plan;
    }
}
