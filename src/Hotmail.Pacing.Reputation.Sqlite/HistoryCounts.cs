using Hotmail.Pacing.Reputation.Dmarc;
using Microsoft.Data.Sqlite;

namespace Hotmail.Pacing.Reputation.Sqlite;

/// <summary>The counts of <see cref="DmarcTotals"/> as columns, in one order.</summary>
internal static class HistoryCounts
{
    /// <summary>The most messages that are believed of one source and report, so that the sums of 8,000,000 hostile ones still fit in 64 bits.</summary>
    private const long Most = 1L << 40;

    public static IReadOnlyList<string> Names { get; } =
    [
        "records", "messages", "spf_passed", "dkim_passed", "spf_aligned", "dkim_aligned", "dmarc_passed", "quarantined", "rejected", "spf_misaligned", "dkim_misaligned", "dkim_signed",
        "dkim_alone",
    ];

    /// <summary>The columns of a query that sums them.</summary>
    public static string Sums { get; } = string.Join(", ", Names.Select(static name => $"coalesce(sum({name}), 0)"));

    public static IEnumerable<long> Of(DmarcTotals totals) =>
        new[]
        {
            totals.Records, totals.Messages, totals.SpfPassed, totals.DkimPassed, totals.SpfAligned, totals.DkimAligned, totals.DmarcPassed, totals.Quarantined, totals.Rejected,
            totals.SpfMisaligned, totals.DkimMisaligned, totals.DkimSigned, totals.DkimAlone,
        }.Select(static count => Math.Min(count, Most));

    public static DmarcTotals Read(SqliteDataReader reader, int first) => new()
    {
        Records = reader.GetInt64(first),
        Messages = reader.GetInt64(first + 1),
        SpfPassed = reader.GetInt64(first + 2),
        DkimPassed = reader.GetInt64(first + 3),
        SpfAligned = reader.GetInt64(first + 4),
        DkimAligned = reader.GetInt64(first + 5),
        DmarcPassed = reader.GetInt64(first + 6),
        Quarantined = reader.GetInt64(first + 7),
        Rejected = reader.GetInt64(first + 8),
        SpfMisaligned = reader.GetInt64(first + 9),
        DkimMisaligned = reader.GetInt64(first + 10),
        DkimSigned = reader.GetInt64(first + 11),
        DkimAlone = reader.GetInt64(first + 12),
    };
}
