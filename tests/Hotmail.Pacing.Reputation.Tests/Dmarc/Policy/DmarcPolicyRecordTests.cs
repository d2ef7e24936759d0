using CsCheck;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Records;

namespace Hotmail.Pacing.Reputation.Tests.Dmarc.Policy;

public class DmarcPolicyRecordTests
{
    private static readonly string[] Pieces =
    [
        "v=DMARC1", "v = DMARC1", ";", ";;", " ", "\t", "=", "p=", "p=none", "p=reject", "sp=quarantine", "np=x", "adkim=s", "aspf=S", "psd=y", "t=y", "rua=mailto:a@example.com", ",", "!10m", "!",
        "mailto:", "ruf=", "fo=0:d", "fo=1:1", "pct=101", "pct=99999999999", "rf=afrf", "ri=3600", "%00", "@", "\0", "é", "\ud800", "x=y", "1", "\"",
    ];

    [Fact]
    public void Every_tag_is_read()
    {
        var record = DmarcPolicyRecord.Parse(
            "v=DMARC1;p=Reject; sp = quarantine;np=none; adkim=s; aspf=S; psd=n; t=y; rua=mailto:a@Example.com!10m , mailto:b%2Bx@example.net,https://example.org/r; ruf=mailto:c@example.com; fo=1:d:s;");

        Assert.Empty(record.Errors);
        Assert.Empty(record.Notices);
        Assert.Equal((DmarcPolicy.Reject, DmarcPolicy.Quarantine, DmarcPolicy.None), (record.Policy, record.SubdomainPolicy, record.NonexistentPolicy));
        Assert.Equal((DmarcAlignmentMode.Strict, DmarcAlignmentMode.Strict, DmarcPublicSuffix.No, true, "1:d:s"), (record.DkimAlignment, record.SpfAlignment, record.PublicSuffix, record.IsTest, record.FailureOptions));
        Assert.Equal(
            [("mailto:a@Example.com", "a@Example.com", "example.com", "10m"), ("mailto:b%2Bx@example.net", "b+x@example.net", "example.net", null), ("https://example.org/r", null, null, null)],
            record.AggregateReports.Select(static address => (address.Text, address.Mailbox, address.Domain, address.Size)));
        Assert.All(record.AggregateReports, address => Assert.StartsWith(address.Text, record.Text[address.Position..], StringComparison.Ordinal));
        Assert.True(record is { HasValidPolicy: true, IsUsable: true, Percentage: null });
    }

    [Theory]
    [InlineData("v=DMARC1", true)]
    [InlineData("v=DMARC1;", true)]
    [InlineData("v = DMARC1 ; p=none", true)]
    [InlineData("V=DMARC1; p=none", true)]
    [InlineData("v=dmarc1; p=none", false)]
    [InlineData("v=DMARC1x; p=none", false)]
    [InlineData("v=DMARC1 p=none", false)]
    [InlineData(" v=DMARC1; p=none", false)]
    [InlineData("p=none; v=DMARC1", false)]
    [InlineData("v=spf1 -all", false)]
    [InlineData("", false)]
    public void The_version_comes_first_and_exactly(string text, bool isDmarc)
    {
        Assert.Equal(isDmarc, DmarcPolicyRecord.IsDmarc(text));
        Assert.Equal(isDmarc, DmarcPolicyRecord.Parse(text).Errors.Count == 0);
    }

    [Theory]
    [InlineData("v=DMARC1; p=block", 12)]
    [InlineData("v=DMARC1; p=", 12)]
    [InlineData("v=DMARC1; p=none sp=none", 12)]
    [InlineData("v=DMARC1; p=none; sp=rejct", 21)]
    [InlineData("v=DMARC1; p=none; adkim=x", 24)]
    [InlineData("v=DMARC1; p=none; psd=yes", 22)]
    [InlineData("v=DMARC1; p=none; rua=a@example.com", 22)]
    [InlineData("v=DMARC1; p=none; rua=mailto:a@example.com,", 43)]
    [InlineData("v=DMARC1; p=none; rua=mailto:a", 22)]
    [InlineData("v=DMARC1; p=none; rua=mailto:a@example.com!x", 22)]
    [InlineData("v=DMARC1; p=none; rua=mailto:a@example.com mailto:b@example.com", 22)]
    [InlineData("v=DMARC1; p=none; pct=101", 22)]
    [InlineData("v=DMARC1; p=none; ruf=mailto:a@b.example; fo=0:1", 45)]
    [InlineData("v=DMARC1; p=none; p=reject", 18)]
    [InlineData("v=DMARC1; p=none; none", 18)]
    [InlineData("v=DMARC1; p=none; -x=1", 18)]
    [InlineData("v=DMARC1;; p=none", 9)]
    [InlineData("v=DMARC1; p=none; x=\u00e9", 20)]
    [InlineData("v=dmarc1", 0)]
    public void A_mistake_has_its_place(string text, int position)
    {
        var error = Assert.Single(DmarcPolicyRecord.Parse(text).Errors);

        Assert.Equal(position, error.Position);
        Assert.NotEmpty(error.Reason);
    }

    [Theory]
    [InlineData("v=DMARC1; p=none; pct=50; rf=afrf; ri=86400", 18, 26, 35)]
    [InlineData("v=DMARC1; p=none; x=1", 18)]
    [InlineData("v=DMARC1; rua=mailto:a@example.com; p=none", 36)]
    [InlineData("v=DMARC1; p=none; fo=1", 18)]
    public void What_has_no_effect_is_noticed(string text, params int[] positions)
    {
        var record = DmarcPolicyRecord.Parse(text);

        Assert.Empty(record.Errors);
        Assert.Equal(positions, record.Notices.Select(static notice => notice.Position));
    }

    [Theory]
    [InlineData("v=DMARC1; p=none", true, true)]
    [InlineData("v=DMARC1; rua=mailto:a@example.com", false, true)]
    [InlineData("v=DMARC1; p=block; rua=mailto:a@example.com", false, true)]
    [InlineData("v=DMARC1; p=reject; sp=bounce; rua=mailto:a@example.com", false, true)]
    [InlineData("v=DMARC1; p=reject; np=; rua=a@example.com", false, false)]
    [InlineData("v=DMARC1; adkim=s", false, false)]
    [InlineData("nonsense", false, false)]
    public void A_record_without_a_valid_policy_is_used_only_where_it_asks_for_reports(string text, bool hasValidPolicy, bool isUsable)
    {
        var record = DmarcPolicyRecord.Parse(text);

        Assert.Equal((hasValidPolicy, isUsable), (record.HasValidPolicy, record.IsUsable));
    }

    [Fact]
    public void Any_text_is_taken_apart()
    {
        Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(static i => Pieces[i]), Gen.String[0, 5]).Array[0, 20].Select(static parts => string.Concat(parts)).Sample(
            static text =>
            {
                foreach (var candidate in (string[])[text, "v=DMARC1;" + text])
                {
                    var record = DmarcPolicyRecord.Parse(candidate);
                    Assert.All(record.Errors.Concat(record.Notices), remark => Assert.InRange(remark.Position, 0, candidate.Length));
                    Assert.All(record.AggregateReports, address => Assert.StartsWith(address.Text, candidate[address.Position..], StringComparison.Ordinal));
                    Assert.True(record.IsUsable || !record.HasValidPolicy);
                }
            },
            iter: 20_000);
    }
}
