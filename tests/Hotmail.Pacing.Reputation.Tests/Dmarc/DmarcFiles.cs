using System.Text;
using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Reputation.Dmarc;

namespace Hotmail.Pacing.Reputation.Tests.Dmarc;

/// <summary>Reports to read: those of tests/data/dmarc, and made ones.</summary>
internal static class DmarcFiles
{
    public static string Folder { get; } = Path.Combine(Requires.RepositoryFolder, "tests", "data", "dmarc");

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static DmarcReportSummary Read(byte[] content, DmarcReportReaderOptions? options = null, string name = "file")
    {
        using var stream = new MemoryStream(content);
        return Read(stream, options, name);
    }

    public static DmarcReportSummary Read(string content, DmarcReportReaderOptions? options = null) => Read(Encoding.UTF8.GetBytes(content), options);

    public static DmarcReportSummary Read(Stream content, DmarcReportReaderOptions? options = null, string name = "file")
    {
        var summary = new DmarcReportSummary();
        new DmarcReportReader(options).Read(content, name, summary, TestContext.Current.CancellationToken);
        return summary;
    }

    public static string Report(string records, string begin = "1700000000", string end = "1700086399") =>
        $"""
        <feedback>
          <report_metadata>
            <org_name>receiver.example</org_name><report_id>r-1</report_id>
            <date_range><begin>{begin}</begin><end>{end}</end></date_range>
          </report_metadata>
          <policy_published><domain>example.com</domain><p>none</p></policy_published>
        {records}
        </feedback>
        """;

    public static string Record(string ip = "192.0.2.1", string count = "1", string spf = "pass", string dkim = "pass", string disposition = "none") =>
        $"""
          <record>
            <row>
              <source_ip>{ip}</source_ip>
              <count>{count}</count>
              <policy_evaluated><disposition>{disposition}</disposition><dkim>{dkim}</dkim><spf>{spf}</spf></policy_evaluated>
            </row>
            <identifiers><header_from>example.com</header_from></identifiers>
            <auth_results><dkim><domain>example.com</domain><result>pass</result></dkim><spf><domain>example.net</domain><result>fail</result></spf></auth_results>
          </record>
        """;
}
