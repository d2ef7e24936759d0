using System.Net;
using Hotmail.Pacing.Reputation.Dmarc;
using Hotmail.Pacing.Reputation.Dmarc.History;
using Hotmail.Pacing.Reputation.Dmarc.Sources;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Observations;

namespace Hotmail.Pacing.Reputation.Monitoring;

/// <summary>
/// Reads the DMARC aggregate reports that somebody puts into a folder, such as a job that saves the attachments of the mailbox behind <c>rua</c>, and says what each source sent on each day
/// of the last two weeks: from that, alerts of failures and of new sources are made. A report counts once, in however many files it comes; all reports of a domain belong into one
/// folder. Knows 10,000 reports of a day, and its 10,000 sources with the most messages. A file that is no report, or cannot be read, is told by an exception after all others were read.
/// </summary>
public sealed class DmarcReportWatch : IReputationCheck
{
    private const string Observer = "DMARC reports";
    private const int Days = 14;

    private readonly ReportFolder _folder;
    private readonly DmarcReportReader _reader = new();
    private readonly DmarcSourceOptions _options;
    private readonly IReportHistory? _history;
    private readonly TimeProvider _time;
    private readonly Dictionary<DateOnly, DayOfReports> _days = [];
    private readonly SortedSet<DateOnly> _untold = [];

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

    /// <summary>What it remembers: the days, and the sources of all of them.</summary>
    internal (int Days, int Sources) Count => (_days.Count, _days.Values.Sum(static day => day.Sources.Count));

    /// <inheritdoc/>
    public async ValueTask RunAsync(IReputationSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sink);
        await Task.Run(() => Run(sink, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private void Run(IReputationSink sink, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var (first, last) = (today.AddDays(-Days), today.AddDays(1));
        foreach (var old in _days.Keys.Where(day => day < first || day > last).ToArray())
        {
            _days.Remove(old);
            _untold.Remove(old);
        }

        string? problem;
        try
        {
            problem = _folder.ReadNew((stream, name) => ReadFile(stream, name, first, last, cancellationToken), cancellationToken);
        }
        finally
        {
            // What was read is not read again, so it is told although the reading broke off.
            foreach (var day in _untold.ToArray())
            {
                Tell(sink, now, day);
                _untold.Remove(day);
            }
        }

        if (problem is not null)
        {
            throw new InvalidDataException(problem);
        }
    }

    private string? ReadFile(Stream stream, string name, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var collector = new Collector((report, records) =>
        {
            if (report is { IsComplete: true, Begin: { } begin } && ToDay(begin) is { } day && day >= first && day <= last)
            {
                if (!_days.TryGetValue(day, out var reports))
                {
                    _days.Add(day, reports = new DayOfReports());
                }

                if (reports.Add(report, records))
                {
                    _untold.Add(day);
                }
            }
        });
        IDmarcReportVisitor visitor = _history is null ? collector : new ReportHistoryImport(_history, collector);
        _reader.Read(stream, name, visitor, cancellationToken);
        return collector.Problem;
    }

    private void Tell(IReputationSink sink, DateTimeOffset now, DateOnly day)
    {
        foreach (var ((domain, address), (messages, failing)) in _days[day].Sources.Top)
        {
            sink.Observe(new SourceDay
            {
                At = now, ObservedBy = Observer, Domain = domain, Address = address, Day = day, Messages = messages, Failing = failing, IsVerified = IsVerified(domain, address),
            });
        }
    }

    /// <summary>By all days that are known: on a quiet day alone nobody would be.</summary>
    private bool IsVerified(string domain, IPAddress address)
    {
        if (_options.Approves(address))
        {
            return true;
        }

        var (messages, failing) = (0L, 0L);
        foreach (var reports in _days.Values)
        {
            var sums = reports.Sources[(domain, address)];
            (messages, failing) = (SourceTally<IPAddress>.Sum(messages, sums.Messages), SourceTally<IPAddress>.Sum(failing, sums.Failing));
        }

        return _options.Verifies(messages - failing, messages);
    }

    private static DateOnly? ToDay(long seconds) =>
        seconds is >= 0 and < 253_402_300_800 ? DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime) : null;

    /// <summary>Sums the records of each report, and hands it on when its end is read.</summary>
    private sealed class Collector(Action<DmarcReport, SourceTally<IPAddress>> done) : IDmarcReportVisitor
    {
        private SourceTally<IPAddress> _records = new(DayOfReports.MostSources);

        /// <summary>What is wrong with the file, where there is anything.</summary>
        public string? Problem { get; private set; }

        public void OnRecord(in DmarcRecord record)
        {
            if (record.SourceAddress is { } address)
            {
                _records.Add(AddressScope.Normalise(address), record.Messages, record.DmarcPassed ? 0 : record.Messages);
            }
        }

        public void OnReport(DmarcReport report)
        {
            var records = _records;
            _records = new(DayOfReports.MostSources);
            done(report, records);
        }

        public void OnError(DmarcReportError problem) => Problem ??= $"{problem.Reason.TrimEnd('.')} ({problem.Position})";
    }
}
