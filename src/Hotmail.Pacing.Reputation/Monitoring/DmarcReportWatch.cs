using System.Net;
using Hotmail.Pacing.Reputation.Dmarc;
using Hotmail.Pacing.Reputation.Dmarc.History;
using Hotmail.Pacing.Reputation.Dmarc.Sources;
using Hotmail.Pacing.Reputation.Observations;

namespace Hotmail.Pacing.Reputation.Monitoring;

/// <summary>
/// Reads the DMARC aggregate reports that somebody puts into a folder, such as a job that saves the attachments of the mailbox behind <c>rua</c>, and says what each source sent on each day
/// of the last two weeks: from that, alerts of failures and of new sources are made. Tells the 10,000 sources of a day with the most messages, of its first 100,000 reports and sources.
/// </summary>
public sealed class DmarcReportWatch : IReputationCheck
{
    private const string Observer = "DMARC reports";
    private const int Days = 14;
    private const int MostSourcesOfADay = 10_000;

    private readonly ReportFolder _folder;
    private readonly DmarcReportReader _reader = new();
    private readonly DmarcSourceOptions _options;
    private readonly IReportHistory? _history;
    private readonly TimeProvider _time;
    private readonly Dictionary<DateOnly, DayOfReports> _days = [];

    /// <summary>The days whose sums have changed since they were told: also those that changed before a look broke off.</summary>
    private readonly HashSet<DateOnly> _changed = [];

    /// <summary>Watches a folder.</summary>
    /// <param name="folder">The folder; what is in it stays there.</param>
    /// <param name="options">Which sources are the owner's.</param>
    /// <param name="time">The clock.</param>
    /// <param name="history">Where reports are kept besides; null for nowhere.</param>
    public DmarcReportWatch(string folder, DmarcSourceOptions options, TimeProvider time, IReportHistory? history = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        Name = $"DMARC reports in {folder}";
        (_folder, _options, _time, _history) = (new ReportFolder(folder), options, time, history);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public ValueTask RunAsync(IReputationSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sink);
        var now = _time.GetUtcNow();
        var first = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-Days);
        foreach (var old in _days.Keys.Where(day => day < first).ToArray())
        {
            _days.Remove(old);
            _changed.Remove(old);
        }

        _folder.ReadNew((stream, name) => ReadFile(stream, name, first, cancellationToken), cancellationToken);
        foreach (var day in _changed.Order().ToArray())
        {
            Tell(sink, now, day);
            _changed.Remove(day);
        }

        return default;
    }

    private void ReadFile(Stream stream, string name, DateOnly first, CancellationToken cancellationToken)
    {
        var collector = new Collector(report =>
        {
            // A day that has not come would be kept until it has.
            if (report.Report is { IsComplete: true, Begin: { } begin } && ToDay(begin) is { } day && day >= first && day <= first.AddDays(Days + 1))
            {
                if (!_days.TryGetValue(day, out var sums))
                {
                    _days.Add(day, sums = new DayOfReports());
                }

                if (sums.IsNew(report.Report, begin))
                {
                    sums.Add(report.Report.Domain.ToLowerInvariant(), report.Records);
                    _changed.Add(day);
                }
            }
        });
        IDmarcReportVisitor visitor = _history is null ? collector : new ReportHistoryImport(_history, collector);
        _reader.Read(stream, name, visitor, cancellationToken);
    }

    private void Tell(IReputationSink sink, DateTimeOffset now, DateOnly day)
    {
        foreach (var ((domain, address), source) in _days[day].Sources.OrderByDescending(static source => source.Value.Messages).Take(MostSourcesOfADay))
        {
            sink.Observe(new SourceDay
            {
                At = now, ObservedBy = Observer, Domain = domain, Address = address, Day = day, Messages = source.Messages, Failing = source.Failing, IsVerified = IsVerified(address, source),
            });
        }
    }

    private bool IsVerified(IPAddress address, SourceSums source) =>
        _options.ApprovedNetworks.Any(network => network.Contains(address))
        || (source.Messages - source.Failing >= _options.VerifiedMessages && source.Messages - source.Failing >= _options.VerifiedShare * source.Messages);

    private static DateOnly? ToDay(long seconds) =>
        seconds is >= 0 and < 253_402_300_800 ? DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime) : null;

    private sealed class SourceSums
    {
        public long Messages { get; set; }

        public long Failing { get; set; }
    }

    /// <summary>Neither is negative; a hostile report may name any number.</summary>
    private static long Sum(long one, long other) => one > long.MaxValue - other ? long.MaxValue : one + other;

    private sealed class DayOfReports
    {
        private const int MostReports = 100_000;

        // With the day, what was seen of it is forgotten: its reports are too old then.
        private readonly HashSet<(string, string, string, long, long?)> _seen = [];

        public Dictionary<(string Domain, IPAddress Address), SourceSums> Sources { get; } = [];

        public bool IsNew(DmarcReport report, long begin) => _seen.Count < MostReports && _seen.Add((report.Organization, report.ReportId, report.Domain.ToLowerInvariant(), begin, report.End));

        public void Add(string domain, IReadOnlyDictionary<IPAddress, SourceSums> records)
        {
            foreach (var (address, sums) in records)
            {
                if (!Sources.TryGetValue((domain, address), out var source))
                {
                    if (Sources.Count >= 10 * MostSourcesOfADay)
                    {
                        continue;
                    }

                    Sources.Add((domain, address), source = new SourceSums());
                }

                source.Messages = Sum(source.Messages, sums.Messages);
                source.Failing = Sum(source.Failing, sums.Failing);
            }
        }
    }

    /// <summary>Sums the records of each report, and hands it on when its end is read.</summary>
    private sealed class Collector(Action<(DmarcReport Report, IReadOnlyDictionary<IPAddress, SourceSums> Records)> done) : IDmarcReportVisitor
    {
        private Dictionary<IPAddress, SourceSums> _records = [];

        public void OnRecord(in DmarcRecord record)
        {
            if (record.SourceAddress is not { } address)
            {
                return;
            }

            if (!_records.TryGetValue(address, out var sums))
            {
                if (_records.Count >= 10 * MostSourcesOfADay)
                {
                    return;
                }

                _records.Add(address, sums = new SourceSums());
            }

            sums.Messages = Sum(sums.Messages, record.Messages);
            sums.Failing = Sum(sums.Failing, record.DmarcPassed ? 0 : record.Messages);
        }

        public void OnReport(DmarcReport report)
        {
            var records = _records;
            _records = [];
            done((report, records));
        }

        public void OnError(DmarcReportError problem)
        {
            // A report that breaks off is not complete, and so not counted.
        }
    }
}
