using Hotmail.Pacing.Reputation.Bimi;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Checks;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.MtaSts;
using Hotmail.Pacing.Reputation.TlsReporting;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Dmarc.Policy;

/// <summary>What a stranger may put into 64 KiB of TXT record.</summary>
public class HostileRecordTests
{
    [Theory]
    [InlineData(";")]
    [InlineData("x;")]
    [InlineData("=;")]
    [InlineData("p=none;")]
    [InlineData("a?=1;")]
    public async Task A_record_of_mistakes_has_a_few_issues_of_bounded_length(string mistake) => await CheckAsync(string.Concat(Enumerable.Repeat(mistake, 60_000 / mistake.Length)));

    [Fact]
    public async Task A_record_of_unknown_tags_has_a_few_issues_of_bounded_length() => await CheckAsync(string.Concat(Enumerable.Range(0, 10_000).Select(static i => $"x{i}=;")));

    [Fact]
    public async Task A_record_of_addresses_has_issues_of_bounded_length() => await CheckAsync("rua=" + string.Join(',', Enumerable.Range(0, 3_000).Select(static i => $"ftp://a{i}!1m")));

    [Fact]
    public async Task Evidence_is_one_line_without_control_characters_and_characters_keep_their_places()
    {
        var zone = new ZoneResolver().Add("_dmarc.example.com", "TXT", "v=DMARC1; p=reject; rua=mailto:d@example.com; \u001b[31m\r\n\u202e").Add("example.com", "TXT", "v=DMARC1; p=none; \u001b]0;title\u0007");

        var issues = (await new DmarcPolicyCheck(zone).CheckAsync("example.com", TestContext.Current.CancellationToken)).Issues;

        Assert.NotEmpty(issues);
        Assert.All(issues, static issue => Assert.DoesNotContain(issue.Evidence + issue.Fix + issue.Subject, static c => char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format));
        var syntax = Assert.Single(issues, static issue => issue.Code == "dmarc-syntax");
        Assert.Equal('\uFFFD', syntax.Evidence[syntax.Evidence.IndexOf("v=DMARC1", StringComparison.Ordinal) + syntax.Position!.Value]);
    }

    private static async Task CheckAsync(string tags)
    {
        var zone = new ZoneResolver().Add("_dmarc.example.com", "TXT", "v=DMARC1;" + tags).Add("_mta-sts.example.com", "TXT", "v=STSv1;" + tags).Add("_smtp._tls.example.com", "TXT", "v=TLSRPTv1;" + tags)
            .Add("default._bimi.example.com", "TXT", "v=BIMI1;" + tags);
        var token = TestContext.Current.CancellationToken;

        IReadOnlyList<ReputationIssue>[] reports =
        [
            (await new DmarcPolicyCheck(zone).CheckAsync("example.com", token)).Issues, (await new MtaStsCheck(zone, new NoPolicySource()).CheckAsync("example.com", token)).Issues,
            (await new TlsReportingCheck(zone).CheckAsync("example.com", token)).Issues, (await new BimiCheck(zone).CheckAsync("example.com", token)).Issues,
        ];

        Assert.All(reports, static issues => Assert.InRange(issues.Sum(static issue => issue.Evidence.Length + issue.Fix.Length), 1, 1_000_000));
        Assert.All(reports.SelectMany(static issues => issues), static issue => Assert.InRange(issue.Evidence.Length, 1, 2_001));
    }

    private sealed class NoPolicySource : IMtaStsPolicySource
    {
        public ValueTask<MtaStsResponse> GetAsync(string domain, CancellationToken cancellationToken) => new(new MtaStsResponse { Status = MtaStsResponseStatus.Refused, Reason = "There is none." });
    }
}
