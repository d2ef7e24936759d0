using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using System.Xml.XPath;
using MimeKit;

namespace Hotmail.Pacing.Reputation.Tests.Dmarc;

/// <summary>The reports of tests/data/dmarc, beside a count by XPath.</summary>
public sealed class PublicReportTests
{
    /// <summary>What is wrong with a file, and where; a file that is not named here has nothing wrong with it.</summary>
    private static readonly Dictionary<string, (string Reason, string Position, bool IsWhole)> Broken = new(StringComparer.Ordinal)
    {
        ["aggregate/invalid_xml.xml"] = ("not well-formed XML", "line 5, column 18", false),
        ["aggregate/invalid_utf_8.xml"] = ("not UTF-8", "byte 706", true),
        ["aggregate/ikea.com!example.de!1538690400!1538776800.xml"] = ("The report before that is whole", "line 47, column 12", true),
        ["invalid/report_with_upper_cased_pass.xml"] = ("'Pass'", "line 25, column 6", true),
    };

    public static TheoryData<string> Reports() => Files("aggregate", "invalid");

    public static TheoryData<string> FailureReports() => Files("failure");

    [Theory]
    [MemberData(nameof(Reports))]
    public void A_public_report_is_counted_as_XPath_counts_it_or_its_error_has_a_place(string name)
    {
        var summary = DmarcFiles.Read(DmarcFiles.Bytes(name), name: name);

        if (Broken.TryGetValue(name, out var broken))
        {
            var error = Assert.Single(summary.Errors);
            Assert.Equal((name, broken.Position), (error.File, error.Position));
            Assert.Contains(broken.Reason, error.Reason, StringComparison.Ordinal);
        }
        else
        {
            Assert.Empty(summary.Errors);
        }

        if (broken is { Reason: not null, IsWhole: false })
        {
            Assert.Empty(summary.Reports);
            return;
        }

        var report = Assert.Single(summary.Reports);
        var expected = Document(name);
        Assert.Equal(name, report.File);
        Assert.Equal(Value(expected, "org_name"), report.Organization);
        Assert.Equal(Value(expected, "report_id"), report.ReportId);
        Assert.Equal(Value(expected, "policy_published/domain"), report.Domain);
        Assert.Equal(Value(expected, "begin"), report.Begin?.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(Value(expected, "end"), report.End?.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(Count(expected, "count(//record)"), report.Totals.Records);
        Assert.Equal(Count(expected, "sum(//row/count)"), report.Totals.Messages);
        Assert.Equal(Count(expected, "sum(//row[policy_evaluated/spf='pass']/count)"), report.Totals.SpfAligned);
        Assert.Equal(Count(expected, "sum(//row[policy_evaluated/dkim='pass']/count)"), report.Totals.DkimAligned);
        Assert.Equal(Count(expected, "sum(//row[policy_evaluated/dkim='pass' or policy_evaluated/spf='pass']/count)"), report.Totals.DmarcPassed);
        Assert.Equal(Count(expected, "sum(//record[auth_results/spf/result='pass']/row/count)"), report.Totals.SpfPassed);
        Assert.Equal(Count(expected, "sum(//record[auth_results/dkim/result='pass']/row/count)"), report.Totals.DkimPassed);
        Assert.Equal(Count(expected, "sum(//row[policy_evaluated/disposition='reject']/count)"), report.Totals.Rejected);
        Assert.Equal(
            expected.XPathSelectElements("//source_ip").Select(ip => ip.Value).Distinct().Order(StringComparer.Ordinal),
            summary.Sources.Select(source => source.Address!.ToString()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(FailureReports))]
    public void A_failure_report_is_told_from_an_aggregate_report(string name)
    {
        var summary = DmarcFiles.Read(DmarcFiles.Bytes(name), name: name);

        Assert.Empty(summary.Reports);
        var error = Assert.Single(summary.Errors);
        Assert.Matches("no aggregate report|has no report in it", error.Reason);
        Assert.Equal("byte 0", error.Position);
    }

    [Fact]
    public void Every_file_named_aBroken_is_there() => Assert.Empty(Broken.Keys.Except(Reports().Select(row => row.Data)));

    private static TheoryData<string> Files(params string[] folders) =>
        new(folders.SelectMany(folder => Directory.GetFiles(Path.Combine(DmarcFiles.Folder, folder)).Select(file => $"{folder}/{Path.GetFileName(file)}")).Order(StringComparer.Ordinal));

    /// <summary>The document by other means: no namespaces, words in lower case, what is broken mended by hand.</summary>
    private static XElement Document(string name)
    {
        var bytes = DmarcFiles.Bytes(name);
        if (name.EndsWith(".eml", StringComparison.Ordinal))
        {
            using var message = MimeMessage.Load(new MemoryStream(bytes), TestContext.Current.CancellationToken);
            using var content = new MemoryStream();
            message.BodyParts.OfType<MimePart>().First(part => !part.ContentType.IsMimeType("text", "*")).Content!.DecodeTo(content, TestContext.Current.CancellationToken);
            bytes = content.ToArray();
        }

        if (bytes[0] == 'P')
        {
            using var archive = new ZipArchive(new MemoryStream(bytes));
            bytes = All(archive.Entries[0].Open());
        }
        else if (bytes[0] == 0x1F)
        {
            bytes = All(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
        }

        var text = Encoding.UTF8.GetString(bytes);
        var feedback = XElement.Parse(text[text.IndexOf("<feedback", StringComparison.Ordinal)..]);
        foreach (var element in feedback.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
            if (element.Name.LocalName is "dkim" or "spf" or "result" && !element.HasElements)
            {
                element.Value = element.Value.ToLowerInvariant();
            }
        }

        return feedback;
    }

    private static byte[] All(Stream stream)
    {
        using var bytes = new MemoryStream();
        using (stream)
        {
            stream.CopyTo(bytes);
        }

        return bytes.ToArray();
    }

    private static string Value(XElement report, string path) => report.XPathSelectElement($"//{path}")!.Value.Trim();

    private static long Count(XElement report, string expression) => (long)(double)report.XPathEvaluate(expression);
}
