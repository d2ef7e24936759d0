using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Serialization;
using Hotmail.Pacing.Reputation.Dmarc;

namespace Hotmail.Pacing.Benchmarks.Dmarc;

/// <summary>An aggregate report summed by source: <see cref="DmarcReportReader"/> beside <see cref="XmlSerializer"/>, on the same file.</summary>
internal static class DmarcCommand
{
    private const int Rounds = 3;

    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        var isJson = args.Contains("--json");
        string[] rest = [.. args.Where(arg => arg != "--json")];
        var rows = 200_000;
        if (rest.Length > 1 || (rest.Length == 1 && (!int.TryParse(rest[0], NumberStyles.None, CultureInfo.InvariantCulture, out rows) || rows < 1)))
        {
            errors.WriteLine("dmarc takes the number of rows.");
            return 2;
        }

        var path = Path.GetTempFileName();
        try
        {
            Write(path, rows);
            var reader = Measure("DmarcReportReader", path, rows, Read);
            var serializer = Measure("XmlSerializer", path, rows, Deserialize);
            output.WriteLine(isJson ? JsonSerializer.Serialize(new { rows, results = new[] { reader, serializer } }) : $"{rows} rows, {new FileInfo(path).Length / 1e6:F0} MB\n{reader}\n{serializer}");
            return 0;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (int Sources, long Messages) Read(string path)
    {
        using var stream = File.OpenRead(path);
        var summary = new DmarcReportSummary();
        new DmarcReportReader().Read(stream, path, summary);
        return (summary.Sources.Count, summary.Totals.DmarcPassed);
    }

    private static (int Sources, long Messages) Deserialize(string path)
    {
        using var stream = File.OpenRead(path);
        using var xml = XmlReader.Create(stream);
        var report = (SerializedReport)new XmlSerializer(typeof(SerializedReport)).Deserialize(xml)!;
        var sources = report.Records.GroupBy(record => record.Row.SourceIp).ToDictionary(source => source.Key, source => source.Sum(record => record.Row.Count));
        return (sources.Count, report.Records.Where(record => record.Row.Evaluation is { Spf: "pass" } or { Dkim: "pass" }).Sum(record => record.Row.Count));
    }

    /// <summary>The fastest of the rounds, the first of which also warms up.</summary>
    private static Result Measure(string name, string path, int rows, Func<string, (int Sources, long Messages)> read)
    {
        var best = TimeSpan.MaxValue;
        long allocated = 0;
        for (var round = 0; round < Rounds; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            long start = Stopwatch.GetTimestamp();
            var (sources, messages) = read(path);
            var elapsed = Stopwatch.GetElapsedTime(start);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            best = elapsed < best ? elapsed : best;
            if (sources != Math.Min(rows, 1_000) || messages != rows)
            {
                throw new InvalidOperationException($"{name} counted {sources} sources and {messages} messages.");
            }
        }

        return new Result(name, new FileInfo(path).Length / 1e6 / best.TotalSeconds, rows / best.TotalSeconds, (double)allocated / rows);
    }

    private static void Write(string path, int rows)
    {
        using var writer = new StreamWriter(path);
        writer.Write("""
            <?xml version="1.0" encoding="UTF-8" ?>
            <feedback>
              <report_metadata><org_name>receiver.example</org_name><report_id>1</report_id><date_range><begin>1700000000</begin><end>1700086399</end></date_range></report_metadata>
              <policy_published><domain>example.com</domain><adkim>r</adkim><aspf>r</aspf><p>none</p><sp>none</sp><pct>100</pct></policy_published>

            """);
        for (var row = 0; row < rows; row++)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"""
                  <record>
                    <row>
                      <source_ip>10.0.{row % 1000 / 250}.{row % 250}</source_ip>
                      <count>1</count>
                      <policy_evaluated>
                        <disposition>none</disposition>
                        <dkim>pass</dkim>
                        <spf>fail</spf>
                      </policy_evaluated>
                    </row>
                    <identifiers>
                      <header_from>example.com</header_from>
                    </identifiers>
                    <auth_results>
                      <dkim>
                        <domain>example.com</domain>
                        <selector>s1</selector>
                        <result>pass</result>
                      </dkim>
                      <spf>
                        <domain>bounces.example.net</domain>
                        <result>pass</result>
                      </spf>
                    </auth_results>
                  </record>

                """));
        }

        writer.WriteLine("</feedback>");
    }

    private sealed record Result(string Name, double MegabytesPerSecond, double RowsPerSecond, double BytesAllocatedPerRow)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name,-20} {MegabytesPerSecond,6:F0} MB/s {RowsPerSecond,10:F0} rows/s {BytesAllocatedPerRow,8:F0} bytes allocated per row");
    }
}
