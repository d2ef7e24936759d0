using Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Records;
using Hotmail.Pacing.Reputation.Spf;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Dmarc.Policy;

public class DmarcEvaluatorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v=DMARC1; p=reject", "example.com", "example.com", "", DmarcVerdict.Pass)]
    [InlineData("v=DMARC1; p=reject", "example.com", "bounce.example.com", "", DmarcVerdict.Pass)]
    [InlineData("v=DMARC1; p=reject; aspf=s", "example.com", "bounce.example.com", "", DmarcVerdict.Fail)]
    [InlineData("v=DMARC1; p=reject; adkim=s", "example.com", "bounce.example.com", "", DmarcVerdict.Pass)]
    [InlineData("v=DMARC1; p=reject; adkim=s", "news.example.com", "", "example.com", DmarcVerdict.Fail)]
    [InlineData("v=DMARC1; p=reject", "news.example.com", "", "example.com", DmarcVerdict.Pass)]
    [InlineData("v=DMARC1; p=reject", "news.example.com", "bounce.example.net", "other.example.com", DmarcVerdict.Pass)]
    [InlineData("v=DMARC1; p=reject", "example.com", "bounce.example.net", "notexample.com", DmarcVerdict.Fail)]
    [InlineData("v=DMARC1; p=reject", "example.com", "", "", DmarcVerdict.Fail)]
    [InlineData("v=DMARC1; p=reject", "EXAMPLE.com.", "", "Example.COM", DmarcVerdict.Pass)]
    [InlineData("v=DMARC1; p=reject", "example.org", "", "example.org", DmarcVerdict.None)]
    [InlineData("v=DMARC1; adkim=s", "example.com", "", "example.com", DmarcVerdict.PermError)]
    [InlineData("v=DMARC1; p=block; rua=mailto:a@example.com", "example.com", "", "example.com", DmarcVerdict.Pass)]
    [InlineData("v=dmarc1; p=reject", "example.com", "", "example.com", DmarcVerdict.None)]
    public async Task One_aligned_pass_is_enough(string record, string from, string spf, string dkim, DmarcVerdict verdict)
    {
        var zone = new ZoneResolver().Add("_dmarc.example.com", "TXT", record);

        var result = await new DmarcEvaluator(zone).EvaluateAsync(Message(from, spf, dkim), Token);

        Assert.True(verdict == result.Verdict, result.Reason);
        Assert.Equal(verdict == DmarcVerdict.Fail ? DmarcPolicy.Reject : DmarcPolicy.None, result.Disposition);
        Assert.NotEmpty(result.Reason);
    }

    [Fact]
    public async Task The_reason_names_what_is_not_aligned_and_what_applies()
    {
        var zone = new ZoneResolver().Add("_dmarc.example.com", "TXT", "v=DMARC1; p=reject; sp=quarantine");

        var failed = await new DmarcEvaluator(zone).EvaluateAsync(Message("news.example.com", "bounce.example.net", ""), Token);
        var passed = await new DmarcEvaluator(zone).EvaluateAsync(Message("news.example.com", "", "example.com"), Token);

        Assert.Equal("SPF passed for bounce.example.net, which is not aligned with news.example.com. So sp=quarantine of example.com applies.", failed.Reason);
        Assert.Equal(("fail", DmarcPolicy.Quarantine, "sp"), (failed.Word, failed.Disposition, failed.PolicyTag));
        Assert.Equal("DKIM passed for example.com, which is aligned with news.example.com.", passed.Reason);
        Assert.Equal(("pass", DmarcPolicy.None, DmarcPolicy.Quarantine), (passed.Word, passed.Disposition, passed.Policy));
    }

    [Theory]
    [InlineData("p=reject; sp=none; np=quarantine", "example.com", DmarcPolicy.Reject, "p")]
    [InlineData("p=reject; sp=none; np=quarantine", "absent.example.com", DmarcPolicy.Quarantine, "np")]
    [InlineData("p=reject; sp=none; np=quarantine", "there.example.com", DmarcPolicy.None, "sp")]
    [InlineData("p=reject; sp=none; np=quarantine", "empty.example.com", DmarcPolicy.None, "sp")]
    [InlineData("p=quarantine; np=reject", "there.example.com", DmarcPolicy.Quarantine, "p")]
    [InlineData("p=reject; sp=quarantine", "absent.example.com", DmarcPolicy.Quarantine, "sp")]
    [InlineData("p=reject", "absent.example.com", DmarcPolicy.Reject, "p")]
    [InlineData("p=reject; t=y", "example.com", DmarcPolicy.Quarantine, "p")]
    [InlineData("p=quarantine; t=Y", "example.com", DmarcPolicy.None, "p")]
    [InlineData("p=none; t=y", "example.com", DmarcPolicy.None, "p")]
    [InlineData("p=reject; t=yes", "example.com", DmarcPolicy.Reject, "p")]
    [InlineData("p=reject; sp=quarantine; t=y", "there.example.com", DmarcPolicy.None, "sp")]
    [InlineData("p=reject; sp=nope; rua=mailto:a@example.com", "example.com", DmarcPolicy.None, "p")]
    [InlineData("p=reject; pct=0", "example.com", DmarcPolicy.Reject, "p")]
    public async Task The_disposition_follows_the_tags_and_whether_the_domain_exists(string tags, string from, DmarcPolicy disposition, string tag)
    {
        var zone = new ZoneResolver().Add("_dmarc.example.com", "TXT", "v=DMARC1; " + tags).Add("there.example.com", "MX", "mx.example.com");
        zone.AddName("empty.example.com");

        var result = await new DmarcEvaluator(zone).EvaluateAsync(Message(from, "bounce.example.net", ""), Token);

        Assert.Equal((DmarcVerdict.Fail, disposition, tag), (result.Verdict, result.Disposition, result.PolicyTag));
    }

    [Fact]
    public async Task A_public_suffix_s_policy_goes_for_those_below_that_have_none_and_aligns_nobody()
    {
        var zone = new ZoneResolver().Add("_dmarc.bank.example", "TXT", "v=DMARC1; p=reject; sp=quarantine; psd=y").Add("_dmarc.giant.bank.example", "TXT", "v=DMARC1; p=none");
        var evaluator = new DmarcEvaluator(zone);

        var neighbour = await evaluator.EvaluateAsync(Message("mega.bank.example", "bank.example", "giant.bank.example"), Token);
        var own = await evaluator.EvaluateAsync(Message("giant.bank.example", "mail.giant.bank.example", "mail.mega.bank.example"), Token);
        var suffix = await evaluator.EvaluateAsync(Message("bank.example", "mail.bank.example", ""), Token);

        Assert.Equal((DmarcVerdict.Fail, DmarcPolicy.Quarantine, "bank.example"), (neighbour.Verdict, neighbour.Disposition, neighbour.Discovery!.RecordDomain));
        Assert.Equal((DmarcVerdict.Pass, DmarcPolicy.None), (own.Verdict, own.Policy));
        Assert.Equal([true, false], own.Alignments.Select(static alignment => alignment.IsAligned));
        Assert.Equal((DmarcVerdict.Fail, DmarcPolicy.Reject), (suffix.Verdict, suffix.Disposition));
    }

    [Fact]
    public async Task The_two_standards_may_judge_differently()
    {
        var zone = new ZoneResolver().Add("_dmarc.mail.example.com", "TXT", "v=DMARC1; p=reject; pct=20; t=y");
        var message = Message("mail.example.com", "", "example.com");

        var walked = await new DmarcEvaluator(zone).EvaluateAsync(message, Token);
        var listed = await new DmarcEvaluator(zone, new DmarcDiscoveryOptions { Mode = DmarcDiscoveryMode.PublicSuffixList }).EvaluateAsync(message, Token);
        var failed = await new DmarcEvaluator(zone, new DmarcDiscoveryOptions { Mode = DmarcDiscoveryMode.PublicSuffixList }).EvaluateAsync(Message("mail.example.com", "", ""), Token);

        Assert.Equal((DmarcVerdict.Fail, DmarcPolicy.Quarantine), (walked.Verdict, walked.Disposition));
        Assert.Equal(DmarcVerdict.Pass, listed.Verdict);
        Assert.Equal(DmarcPolicy.Reject, failed.Disposition);
        Assert.Contains("20 of a hundred", failed.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("[192.0.2.1]")]
    [InlineData("exam ple.com")]
    [InlineData("example.com", "example.net")]
    public async Task Without_exactly_one_author_domain_there_is_no_verdict(params string[] domains)
    {
        var zone = new ZoneResolver().Add("_dmarc.example.com", "TXT", "v=DMARC1; p=reject");

        var result = await new DmarcEvaluator(zone).EvaluateAsync(new DmarcMessage { FromDomains = domains, SpfDomain = "example.com", SpfVerdict = SpfVerdict.Pass }, Token);

        Assert.Equal((DmarcVerdict.PermError, DmarcPolicy.None, "permerror"), (result.Verdict, result.Disposition, result.Word));
        Assert.Empty(zone.Questions);
    }

    [Fact]
    public async Task The_same_domain_twice_and_in_two_scripts_is_one()
    {
        var zone = new ZoneResolver().Add("_dmarc.xn--bcher-kva.example", "TXT", "v=DMARC1; p=reject");

        var result = await new DmarcEvaluator(zone).EvaluateAsync(Message("Bücher.example", "", "BÜCHER.example") with { FromDomains = ["Bücher.example", "xn--bcher-kva.example."] }, Token);

        Assert.Equal((DmarcVerdict.Pass, "xn--bcher-kva.example"), (result.Verdict, result.FromDomain));
    }

    [Theory]
    [InlineData("_dmarc.example.com", "example.com", "example.com", DmarcVerdict.TempError)]
    [InlineData("_dmarc.com", "example.com", "example.com", DmarcVerdict.Pass)]
    [InlineData("_dmarc.com", "example.com", "mail.example.com", DmarcVerdict.TempError)]
    [InlineData("_dmarc.com", "example.com", "example.net", DmarcVerdict.Fail)]
    [InlineData("_dmarc.mail.example.com", "example.com", "mail.example.com", DmarcVerdict.TempError)]
    [InlineData("_dmarc.mail.example.com", "example.com", "example.net", DmarcVerdict.Fail)]
    [InlineData("absent.example.com", "absent.example.com", "example.net", DmarcVerdict.TempError)]
    [InlineData("absent.example.com", "absent.example.com", "example.com", DmarcVerdict.Pass)]
    public async Task A_failure_of_the_DNS_matters_only_where_it_could_change_the_verdict(string silent, string from, string dkim, DmarcVerdict verdict)
    {
        var zone = new ZoneResolver().Add("_dmarc.example.com", "TXT", "v=DMARC1; p=reject; np=quarantine").AddTimeout(silent);
        zone = silent == "_dmarc.example.com" ? new ZoneResolver().AddTimeout(silent) : zone;

        var result = await new DmarcEvaluator(zone).EvaluateAsync(Message(from, "", dkim), Token);

        Assert.True(verdict == result.Verdict, result.Reason);
        Assert.Equal(verdict == DmarcVerdict.Fail ? DmarcPolicy.Reject : DmarcPolicy.None, result.Disposition);
    }

    [Theory]
    [InlineData("example.com", DmarcVerdict.TempError)]
    [InlineData("example.net", DmarcVerdict.Fail)]
    public async Task What_SPF_or_DKIM_could_not_check_is_open_only_where_it_is_aligned(string domain, DmarcVerdict verdict)
    {
        var zone = new ZoneResolver().Add("_dmarc.example.com", "TXT", "v=DMARC1; p=reject");
        var spf = new DmarcMessage { FromDomains = ["example.com"], SpfDomain = domain, SpfVerdict = SpfVerdict.TempError };
        var dkim = new DmarcMessage { FromDomains = ["example.com"], Signatures = [new DmarcSignature(domain, DmarcSignatureVerdict.TempError)] };

        Assert.Equal(verdict, (await new DmarcEvaluator(zone).EvaluateAsync(spf, Token)).Verdict);
        Assert.Equal(verdict, (await new DmarcEvaluator(zone).EvaluateAsync(dkim, Token)).Verdict);
    }

    [Fact]
    public async Task Many_signatures_cost_a_bounded_number_of_questions_and_the_right_ones_come_first()
    {
        var zone = new ZoneResolver().Add("_dmarc.example.com", "TXT", "v=DMARC1; p=reject");
        var wrong = Enumerable.Range(0, 500).Select(static i => new DmarcSignature($"a.b.c.d.e.f.g{i}.example.com", DmarcSignatureVerdict.Fail));
        var message = Message("x.y.z.example.com", "s.t.u.example.com", "") with { SpfVerdict = SpfVerdict.Fail };

        var failed = await new DmarcEvaluator(zone).EvaluateAsync(message with { Signatures = [.. wrong] }, Token);
        Assert.Equal(DmarcVerdict.Fail, failed.Verdict);
        Assert.InRange(zone.Questions.Count, 1, 90);
        Assert.Equal(zone.Questions.Count, zone.Questions.Distinct().Count());

        var passed = await new DmarcEvaluator(zone).EvaluateAsync(message with { Signatures = [.. wrong, new DmarcSignature("example.com", DmarcSignatureVerdict.Pass)] }, Token);
        Assert.Equal(DmarcVerdict.Pass, passed.Verdict);
    }

    private static DmarcMessage Message(string from, string spf, string dkim) => new()
    {
        FromDomains = [from],
        SpfDomain = spf,
        SpfVerdict = spf.Length > 0 ? SpfVerdict.Pass : SpfVerdict.None,
        Signatures = dkim.Length > 0 ? [new DmarcSignature(dkim, DmarcSignatureVerdict.Pass)] : [],
    };
}
