using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hotmail.Pacing.Reputation.Dmarc;

namespace Hotmail.Pacing.Reputation.Monitoring;

/// <summary>The sums of all reports of a day. Bounded: the 10,000 sources with the most messages, and 10,000 reports; what is beyond is not counted.</summary>
internal sealed class DayOfReports
{
    public const int MostSources = 10_000;
    private const int MostReports = 10_000;
    private readonly HashSet<Guid> _seen = [];

    public SourceTally<(string Domain, IPAddress Address)> Sources { get; } = new(MostSources);

    /// <summary>Adds a report, unless it was added before.</summary>
    /// <returns>Whether it was added.</returns>
    public bool Add(DmarcReport report, SourceTally<IPAddress> records)
    {
        if (_seen.Count >= MostReports || !_seen.Add(Identify(report)))
        {
            return false;
        }

        var domain = report.Domain.TrimEnd('.').ToLowerInvariant();
        foreach (var (address, (messages, failing)) in records.Top)
        {
            Sources.Add((domain, address), messages, failing);
        }

        return true;
    }

    private static Guid Identify(DmarcReport report) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{report.Organization}\0{report.ReportId}\0{report.Domain}\0{report.Begin}\0{report.End}")).AsSpan(0, 16));
}
