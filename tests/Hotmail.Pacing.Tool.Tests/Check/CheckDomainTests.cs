using System.Text.Json;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Tests.Dkim;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Tool.Tests.Check;

public sealed class CheckDomainTests : CheckTest
{
    private static readonly string[] s_whole = ["check", "domain", "example.com", "--selector", "s1", "--address", Sent, "--ehlo", "mail.example.com"];

    [Fact(Timeout = HangAfter)]
    public async Task The_JSON_has_the_facts_the_score_and_the_issues()
    {
        ToolRun run = (await RunOverAsync(Zone(dmarc: "v=DMARC1; p=none; rua=mailto:d@example.com"), [.. s_whole, "--json"])).Done();

        JsonElement json = run.Json;
        Assert.Equal(
            ["domain", "score", "is_complete", "spf", "dkim", "dmarc", "mail_exchangers", "mail_exchangers_are_known", "mta_sts", "tls_reporting", "bimi", "addresses", "blocklists", "issues"],
            json.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(("example.com", 95, true), (json.GetProperty("domain").GetString(), json.GetProperty("score").GetInt32(), json.GetProperty("is_complete").GetBoolean()));
        Assert.Equal("""{"record":"v=spf1 ip4:8.8.4.4 -all","is_known":true,"lookups":0,"void_lookups":0}""", Text(json, "spf"));
        Assert.Equal(
            $$"""[{"selector":"s1","name":"s1._domainkey.example.com","record":"{{HandKey.Rsa2048.Record}}","is_known":true,"type":"rsa","bits":2048}]""",
            Text(json, "dkim").Replace("\\u002B", "+", StringComparison.Ordinal));
        Assert.Equal(
            """{"record":"v=DMARC1; p=none; rua=mailto:d@example.com","is_known":true,"record_domain":"example.com","organizational_domain":"example.com","policy":"none"}""", Text(json, "dmarc"));
        Assert.Equal(("""["mx.example.com"]""", "true"), (Text(json, "mail_exchangers"), Text(json, "mail_exchangers_are_known")));
        Assert.Equal("""{"record":null,"is_known":true,"mode":null}""", Text(json, "mta_sts"));
        Assert.Equal(("""{"record":null,"is_known":true}""", """{"record":null,"is_known":true}"""), (Text(json, "tls_reporting"), Text(json, "bimi")));
        Assert.Equal(
            """[{"address":"8.8.4.4","names":["mail.example.com"],"confirmed_names":["mail.example.com"],"names_are_known":true,"spf":"pass","blocklists":[]}]""", Text(json, "addresses"));
        JsonElement issue = json.GetProperty("issues")[0];
        Assert.Equal(["code", "area", "severity", "points", "subject", "evidence", "position", "why", "fix"], issue.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(
            ("dmarc-policy-none", "dmarc", "warning", 5, "example.com"),
            (issue.GetProperty("code").GetString(), issue.GetProperty("area").GetString(), issue.GetProperty("severity").GetString(), issue.GetProperty("points").GetInt32(), issue.GetProperty("subject").GetString()));
        Assert.All(json.GetProperty("issues").EnumerateArray().Skip(1), static other => Assert.Equal(("notice", 0), (other.GetProperty("severity").GetString(), other.GetProperty("points").GetInt32())));
    }

    [Fact(Timeout = HangAfter)]
    public async Task The_text_has_the_score_with_its_arithmetic_then_the_facts_then_the_issues_worst_first()
    {
        ZoneResolver zone = Zone("v=spf1 ?all", "v=DMARC1; p=none; rua=mailto:d@example.com");

        ToolRun run = await RunOverAsync(zone, s_whole);

        Assert.Equal((1, ""), (run.Code, run.Error));
        string[] lines = run.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("example.com: 70 of 100", lines[0]);
        Assert.Equal("  100 - 20 spf-address-not-allowed - 5 spf-neutral-default - 5 dmarc-policy-none = 70", lines[1]);
        Assert.Equal(
            [
                "",
                "SPF      v=spf1 ?all (0 lookups of 10)",
                "DKIM     s1: rsa, 2048 bits",
                "DMARC    v=DMARC1; p=none; rua=mailto:d@example.com (at example.com)",
                "MX       mx.example.com",
                "MTA-STS  none",
                "TLS-RPT  none",
                "BIMI     none",
                "Address  8.8.4.4: SPF neutral; named mail.example.com, which leads back to it",
                "",
                "ERROR spf-address-not-allowed: 8.8.4.4",
            ],
            lines[2..13]);
        Assert.StartsWith("  found: SPF of example.com says Neutral to 8.8.4.4: ", lines[13], StringComparison.Ordinal);
        Assert.StartsWith("  why:   Mail that leaves from there fails SPF", lines[14], StringComparison.Ordinal);
        Assert.StartsWith("  fix:   Publish at example.com: v=spf1 ip4:8.8.4.4 ?all", lines[15], StringComparison.Ordinal);
        string[] severities = [.. lines.Skip(12).Where(static line => line.Length > 0 && line[0] != ' ').Select(static line => line.Split(' ')[0])];
        Assert.Equal(["ERROR", "WARNING", "WARNING"], severities[..3]);
        Assert.All(severities[3..], static severity => Assert.Equal("NOTICE", severity));
    }

    [Fact(Timeout = HangAfter)]
    public async Task The_same_code_counts_once_and_the_score_ends_at_0()
    {
        ZoneResolver zone = new ZoneResolver().Add("8.8.4.4.in-addr.arpa", "PTR", "x.example").Add("a._domainkey.example.com", "TXT", HandKey.Rsa768.Record).Add("b._domainkey.example.com", "TXT", HandKey.Rsa768.Record);

        ToolRun run = await RunOverAsync(zone, "check", "domain", "example.com", "--selector", "a", "--selector", "b");

        Assert.Equal(1, run.Code);
        string[] lines = run.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("example.com: 0 of 100", lines[0]);
        Assert.EndsWith(" = 0, not below 0; the same code counts once", lines[1], StringComparison.Ordinal);
        Assert.Equal(lines[1].Split(" - ").Length - 1, lines[1].Split(" - ").Skip(1).Select(static cost => cost.Split(' ')[1]).Distinct().Count());
    }

    [Fact(Timeout = HangAfter)]
    public async Task What_the_DNS_does_not_answer_is_not_known_and_never_missing()
    {
        var silent = new ZoneResolver();
        foreach (string name in Zone().All.Select(static record => record.Name).Concat(["_mta-sts.example.com", "_smtp._tls.example.com", "default._bimi.example.com"]))
        {
            silent.AddTimeout(name);
        }

        ToolRun text = (await RunOverAsync(silent, s_whole)).Done();
        JsonElement json = (await RunOverAsync(silent, [.. s_whole, "--json"])).Done().Json;

        Assert.StartsWith("example.com: at most 100 of 100, for not all could be checked", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("none", text.Output, StringComparison.Ordinal);
        Assert.Equal(8, text.Output.Split("not known: the DNS did not answer").Length - 1);
        Assert.Contains("8.8.4.4: SPF temperror; its name is not known: the DNS did not answer", text.Output, StringComparison.Ordinal);
        Assert.False(json.GetProperty("is_complete").GetBoolean());
        Assert.False(json.GetProperty("mail_exchangers_are_known").GetBoolean());
        Assert.All(["spf", "dmarc", "mta_sts", "tls_reporting", "bimi"], part => Assert.False(json.GetProperty(part).GetProperty("is_known").GetBoolean(), part));
        Assert.False(json.GetProperty("dkim")[0].GetProperty("is_known").GetBoolean());
        Assert.False(json.GetProperty("addresses")[0].GetProperty("names_are_known").GetBoolean());
        Assert.All(json.GetProperty("issues").EnumerateArray(), static issue => Assert.Equal("unknown", issue.GetProperty("severity").GetString()));
    }

    [Fact(Timeout = HangAfter)]
    public async Task Blocklists_are_asked_by_name_and_by_zone_and_none_otherwise()
    {
        ZoneResolver zone = Zone()
            .Add("2.0.0.127.zen.spamhaus.org", "A", "127.0.0.2").Add("4.4.8.8.zen.spamhaus.org", "A", "127.0.0.2")
            .Add("2.0.0.127.list.example", "A", "127.0.0.2")
            .Add("TEST.dbl.spamhaus.org", "A", "127.0.1.2").Add("dbltest.com.dbl.spamhaus.org", "A", "127.0.1.2");
        ZoneResolver unasked = Zone();

        await RunOverAsync(unasked, s_whole);
        JsonElement json = (await RunOverAsync(zone, [.. s_whole, "--json", "--blocklist", "spamhaus-zen", "--blocklist", "LIST.example", "--blocklist", "dbl.spamhaus.org", "--blocklist", "zen.spamhaus.org"])).Json;
        string text = (await RunOverAsync(zone, [.. s_whole, "--blocklist", "Spamhaus ZEN", "--blocklist", "list.example"])).Output;

        Assert.DoesNotContain(unasked.Questions, static question => question.Contains("spamhaus", StringComparison.Ordinal) || question.Contains("list.example", StringComparison.Ordinal));
        Assert.Equal(
            ["zen.spamhaus.org listed", "LIST.example not_listed"],
            json.GetProperty("addresses")[0].GetProperty("blocklists").EnumerateArray().Select(static list => $"{list.GetProperty("zone").GetString()} {list.GetProperty("status").GetString()}"));
        Assert.Equal(
            ["example.com dbl.spamhaus.org", "mail.example.com dbl.spamhaus.org"],
            json.GetProperty("blocklists").EnumerateArray().Select(static list => $"{list.GetProperty("subject").GetString()} {list.GetProperty("zone").GetString()}"));
        Assert.DoesNotContain(zone.Questions, static question => question.Contains("4.4.8.8.dbl.spamhaus.org", StringComparison.Ordinal));
        Assert.Contains("         8.8.4.4 is on Spamhaus ZEN (zen.spamhaus.org)", text, StringComparison.Ordinal);
        Assert.Contains("         not listed at list.example", text, StringComparison.Ordinal);
    }

    [Fact(Timeout = HangAfter)]
    public async Task Records_of_strangers_cannot_steer_the_terminal()
    {
        const string Evil = "\u001B[2J\u009B1m\u202E\r\n\u0007\u007F";
        ZoneResolver zone = Zone($"v=spf1 exp={Evil} -all", $"v=DMARC1; p=none; rua={Evil}")
            .Add("bad._domainkey.example.com", "TXT", $"v=DKIM1; k={Evil}; p=!").Add("_mta-sts.example.com", "TXT", Evil).Add("_smtp._tls.example.com", "TXT", $"v=TLSRPTv1; rua={Evil}")
            .Add("default._bimi.example.com", "TXT", $"v=BIMI1; l={Evil}").Add("example.com", "MX", Evil).Add("4.4.8.8.in-addr.arpa", "PTR", Evil)
            .Add("2.0.0.127.list.example", "A", "127.0.0.2").Add("4.4.8.8.list.example", "A", "127.0.0.2").Add("4.4.8.8.list.example", "TXT", Evil);
        string[] arguments = [.. s_whole, "--selector", "bad", "--blocklist", "list.example"];

        ToolRun[] text = [await RunOverAsync(zone, arguments), await RunOverAsync(zone, 80, arguments)];
        foreach (ToolRun run in (ToolRun[])[.. text, await RunOverAsync(zone, [.. arguments, "--json"])])
        {
            Assert.Equal("", run.Error);
            Assert.Contains("[2J", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(run.Output.ReplaceLineEndings("\n"), static letter => char.IsControl(letter) && letter != '\n');
        }

        Assert.All(text, static run => Assert.DoesNotContain('\u202E', run.Output));
    }

    [Fact(Timeout = HangAfter)]
    public async Task On_a_screen_lines_are_folded_and_nothing_is_cut()
    {
        string wide = (await RunOverAsync(Zone("v=spf1 ?all"), s_whole)).Output;
        string narrow = (await RunOverAsync(Zone("v=spf1 ?all"), 60, s_whole)).Output;

        string[] lines = narrow.ReplaceLineEndings("\n").Split('\n');
        Assert.All(lines.Where(static line => line.Length > 59), static line => Assert.DoesNotContain(' ', line.Trim()[(line.Trim().IndexOf(": ", StringComparison.Ordinal) + 2)..].Trim()));
        Assert.Equal(wide.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), narrow.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact(Timeout = HangAfter)]
    public async Task Ctrl_C_ends_the_questions()
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var dns = new Silence();
        Task<ToolRun> run = RunWithAsync(terminal => terminal with { Dns = () => dns }, interrupt.Token, s_whole);
        await dns.Asked;
        await interrupt.CancelAsync();

        (await run).Failed(1, "interrupted");
    }

    [Theory(Timeout = HangAfter)]
    [InlineData("Required", "domain")]
    [InlineData("'example' is no domain", "domain", "example")]
    [InlineData("'192.0.2.1' is no domain", "domain", "192.0.2.1")]
    [InlineData("'a..example' is no domain", "domain", "a..example")]
    [InlineData("'me@example.com' is no domain", "domain", "me@example.com")]
    [InlineData("'https://example.com' is no domain", "domain", "https://example.com")]
    [InlineData("'bounces' is no domain", "domain", "example.com", "--envelope", "bounces")]
    [InlineData("'mail' is no IP address", "domain", "example.com", "--address", "mail")]
    [InlineData("'53' is no IP address", "domain", "example.com", "--address", "53")]
    [InlineData("'192.0.2.1/24' is no IP address", "domain", "example.com", "--address", "192.0.2.1/24")]
    [InlineData("'ns1' is no address of a DNS server", "domain", "example.com", "--dns", "ns1")]
    [InlineData("'5353' is no address of a DNS server", "domain", "example.com", "--dns", "5353")]
    [InlineData("'127.0.0.1:0' is no address of a DNS server", "domain", "example.com", "--dns", "127.0.0.1:0")]
    [InlineData("'spamhouse' is no blocklist: there are spamhaus-zen,", "domain", "example.com", "--blocklist", "spamhouse")]
    [InlineData("--fast", "domain", "example.com", "--fast")]
    [InlineData("Required", "nothing")]
    public async Task A_mistake_is_named_and_nobody_is_asked(string says, params string[] arguments)
    {
        var zone = new ZoneResolver();

        (await RunOverAsync(zone, ["check", .. arguments])).Failed(2, says);

        Assert.Empty(zone.Questions);
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_domain_may_have_letters_of_other_languages_and_a_final_dot()
    {
        ZoneResolver zone = new ZoneResolver().Add("xn--bcher-kva.example", "TXT", "v=spf1 -all");

        Assert.Contains("SPF      v=spf1 -all", (await RunOverAsync(zone, "check", "domain", "b\u00FCcher.example")).Output, StringComparison.Ordinal);
        Assert.StartsWith("example.com: ", (await RunOverAsync(Zone(), "check", "domain", "example.com.")).Output, StringComparison.Ordinal);
    }

    private static string Text(JsonElement json, string member) => JsonSerializer.Serialize(json.GetProperty(member));

    /// <summary>A DNS that never answers.</summary>
    private sealed class Silence : IDnsResolver
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public async ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
        {
            _asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return DnsAnswer.NoName;
        }
    }
}
