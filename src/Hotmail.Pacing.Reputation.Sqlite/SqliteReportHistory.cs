using System.Globalization;
using System.Net;
using Hotmail.Pacing.Reputation.Dmarc;
using Hotmail.Pacing.Reputation.Dmarc.History;
using Microsoft.Data.Sqlite;

namespace Hotmail.Pacing.Reputation.Sqlite;

/// <summary>
/// A history in one SQLite file. May be used by several threads and processes at once: whoever finds it busy waits, for up to 30 seconds. A report is added in one
/// transaction. All of its methods throw a <see cref="ReportHistoryException"/> where the file cannot do what it is asked to.
/// </summary>
public sealed class SqliteReportHistory : IReportHistory, IDisposable
{
    private static readonly string AddTotal =
        $"""
        INSERT INTO total (day, domain, source, {string.Join(", ", HistoryCounts.Names)}) VALUES ($day, $domain, $source, {string.Join(", ", HistoryCounts.Names.Select(static name => $"${name}"))})
        ON CONFLICT DO UPDATE SET {string.Join(", ", HistoryCounts.Names.Select(static name => $"{name} = {name} + excluded.{name}"))}
        """;

    private readonly object _lock = new();
    private readonly HistoryDatabase _database;
    private readonly TimeProvider _time;
    private readonly int _keepDays;

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="file">The file. Its folder must be there.</param>
    /// <param name="options">What it keeps; null for the defaults. Copied.</param>
    /// <param name="time">The clock that says which day is today; null for the system's.</param>
    /// <exception cref="ReportHistoryException">It is no history, damaged, of a newer version, or cannot be opened or written to.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="ReportHistoryOptions.KeepDays"/> is less than 1.</exception>
    public SqliteReportHistory(string file, ReportHistoryOptions? options = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        _keepDays = options?.KeepDays ?? new ReportHistoryOptions().KeepDays;
        ArgumentOutOfRangeException.ThrowIfLessThan(_keepDays, 1, nameof(options));
        _time = time ?? TimeProvider.System;
        _database = new HistoryDatabase(file);
    }

    /// <summary>The file, with its full path.</summary>
    public string File => _database.File;

    /// <inheritdoc/>
    public ReportAddition Add(DmarcReport report, IReadOnlyList<DmarcSource> sources)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(sources);
        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        if (DayOf(report.Begin) is not { } day || day > today.AddDays(1))
        {
            return ReportAddition.WithoutDay;
        }

        var oldest = today.DayNumber - _keepDays;
        if (day.DayNumber < oldest)
        {
            return ReportAddition.TooOld;
        }

        lock (_lock)
        {
            return _database.Write(() =>
            {
                if (!TryAddReport(report, day.DayNumber))
                {
                    return ReportAddition.Known;
                }

                AddTotals(report, sources, day.DayNumber);
                _database.Execute("DELETE FROM report WHERE day < $oldest", ("$oldest", oldest));
                _database.Execute("DELETE FROM total WHERE day < $oldest", ("$oldest", oldest));
                return ReportAddition.Added;
            });
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<DmarcHistoryDay> ListDays(DmarcHistoryRange range) => Query(
        $"SELECT day, {HistoryCounts.Sums} FROM total {Where} GROUP BY day ORDER BY day",
        range,
        static reader => new DmarcHistoryDay { Date = DateOnly.FromDayNumber(reader.GetInt32(0)), Totals = HistoryCounts.Read(reader, 1) });

    /// <inheritdoc/>
    public IReadOnlyList<DmarcHistorySource> ListSources(DmarcHistoryRange range, int max) => Query(
        $"SELECT source, min(day), max(day), {HistoryCounts.Sums} FROM total {Where} GROUP BY source ORDER BY sum(messages) DESC, source LIMIT $max",
        range,
        static reader => new DmarcHistorySource
        {
            Address = IPAddress.TryParse(reader.GetString(0), out var address) ? address : null,
            FirstDay = DateOnly.FromDayNumber(reader.GetInt32(1)),
            LastDay = DateOnly.FromDayNumber(reader.GetInt32(2)),
            Totals = HistoryCounts.Read(reader, 3),
        },
        Math.Max(0, max));

    /// <inheritdoc/>
    public DmarcTotals Sum(DmarcHistoryRange range) => Query($"SELECT {HistoryCounts.Sums} FROM total {Where}", range, static reader => HistoryCounts.Read(reader, 0))[0];

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _database.Dispose();
        }
    }

    private static string Where => "WHERE day >= $from AND day <= $to AND ($domain = '' OR domain = $domain)";

    private static DateOnly? DayOf(long? seconds) => seconds is >= 0 and <= 253_402_300_799
        ? DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds.Value).UtcDateTime)
        : null;

    private static string DomainOf(DmarcReport report) => report.Domain.ToLowerInvariant();

    private bool TryAddReport(DmarcReport report, int day)
    {
        // Without a number, its sums tell it from others.
        var id = report.ReportId.Length > 0 ? report.ReportId : string.Create(CultureInfo.InvariantCulture, $"{report.Totals.Records} records, {report.Totals.Messages} messages");
        return _database.Execute(
            "INSERT INTO report (day, organization, report_id, domain, begin_at, end_at) VALUES ($day, $organization, $id, $domain, $begin, $end) ON CONFLICT DO NOTHING",
            ("$day", day), ("$organization", report.Organization), ("$id", id), ("$domain", DomainOf(report)), ("$begin", report.Begin ?? 0), ("$end", report.End ?? 0)) == 1;
    }

    private void AddTotals(DmarcReport report, IReadOnlyList<DmarcSource> sources, int day)
    {
        using var command = _database.Command(AddTotal, ("$day", day), ("$domain", DomainOf(report)), ("$source", ""));
        foreach (var name in HistoryCounts.Names)
        {
            command.Parameters.AddWithValue($"${name}", 0L);
        }

        foreach (var source in sources)
        {
            command.Parameters["$source"].Value = source.Address?.ToString() ?? "";
            foreach (var (name, count) in HistoryCounts.Names.Zip(HistoryCounts.Of(source.Totals)))
            {
                command.Parameters[$"${name}"].Value = count;
            }

            command.ExecuteNonQuery();
        }
    }

    private List<T> Query<T>(string sql, DmarcHistoryRange range, Func<SqliteDataReader, T> read, int max = 0)
    {
        lock (_lock)
        {
            return _database.Guarded(() =>
            {
                using var command = _database.Command(
                    sql,
                    ("$from", range.From?.DayNumber ?? 0), ("$to", range.To?.DayNumber ?? int.MaxValue), ("$domain", range.Domain?.ToLowerInvariant() ?? ""), ("$max", max));
                using var reader = command.ExecuteReader();
                var rows = new List<T>();
                while (reader.Read())
                {
                    rows.Add(read(reader));
                }

                return rows;
            });
        }
    }
}
