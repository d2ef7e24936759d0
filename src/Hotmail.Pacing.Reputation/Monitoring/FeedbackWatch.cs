using Hotmail.Pacing.Reputation.Complaints;
using Hotmail.Pacing.Reputation.Dmarc.Parsing;
using Hotmail.Pacing.Reputation.Observations;
using Hotmail.Pacing.Reputation.Snds;

namespace Hotmail.Pacing.Reputation.Monitoring;

/// <summary>
/// Reads the SNDS data files (<c>data.aspx</c>) and Microsoft's complaints (JMRP, as e-mails or mailbox files of them) that somebody puts into a folder, and says the complaint rate and the
/// filter result of each address on its latest day in SNDS, for two weeks. A rate that is told as "less than" counts as its lower bound; complaints of the same day, by the recipients that
/// SNDS has for it, count where they come to more. A file that is neither, or cannot be read, is told by an exception after all others were read.
/// </summary>
public sealed class FeedbackWatch : IReputationCheck
{
    private const string Observer = "SNDS";
    private const int Days = 14;

    /// <summary>Microsoft's days are those of the US Pacific coast, whose clock is behind UTC by so much in winter.</summary>
    private static readonly TimeSpan Behind = TimeSpan.FromHours(8);

    private readonly ReportFolder _folder;
    private readonly SndsReader _snds = new();
    private readonly ComplaintReader _complaints = new();
    private readonly FeedbackTable _table = new();
    private readonly TimeProvider _time;

    /// <summary>Watches a folder.</summary>
    /// <param name="folder">The folder; what is in it stays there.</param>
    /// <param name="time">The clock.</param>
    public FeedbackWatch(string folder, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(time);
        Name = $"SNDS data and complaints in {folder}";
        (_folder, _time) = (new ReportFolder(folder), time);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>What it remembers.</summary>
    internal (int Days, int Complaints) Count => _table.Count;

    /// <inheritdoc/>
    public async ValueTask RunAsync(IReputationSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sink);
        await Task.Run(() => Run(sink, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private void Run(IReputationSink sink, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var today = DayOf(now);
        bool IsGone(DateOnly day) => day < today.AddDays(-Days) || day > today.AddDays(1);
        _table.Forget(IsGone);
        string? problem;
        try
        {
            problem = _folder.ReadNew((stream, name) => Read(stream, name, IsGone, cancellationToken), cancellationToken);
        }
        finally
        {
            // What was read is not read again, so it is told although the reading broke off.
            foreach (var day in _table.TakeChanged())
            {
                Tell(sink, day, now);
            }
        }

        if (problem is not null)
        {
            throw new InvalidDataException(problem);
        }
    }

    private string? Read(Stream stream, string name, Func<DateOnly, bool> isGone, CancellationToken cancellationToken)
    {
        if (IsMail(stream))
        {
            var mails = _complaints.Read(stream, name, cancellationToken);
            _table.Add(mails.Complaints, complaint => complaint.ArrivalDate is { } arrival && DayOf(arrival) is var day && !isGone(day) ? day : null);
            return ProblemOf(mails.Errors, isEmpty: mails.Complaints.Count == 0);
        }

        var data = _snds.Read(stream, name, cancellationToken);
        foreach (var day in data.Days)
        {
            if (!isGone(day.Date))
            {
                _table.Add(day);
            }
        }

        return ProblemOf(data.Errors, isEmpty: data.Days.Count + data.Blocks.Count == 0);
    }

    private static void Tell(IReputationSink sink, FeedbackTable.FeedbackDay day, DateTimeOffset now)
    {
        var (address, date) = (day.Snds!.Address, day.Snds.Date);

        // A day counts from its end on: seen late, it is no younger for it. One that is not over yet was seen now.
        var end = new DateTimeOffset(date.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) + Behind;
        var at = end < now ? end : now;
        if (day.Rate is { } rate)
        {
            sink.Observe(new ComplaintObservation { At = at, ObservedBy = Observer, Address = address, Rate = rate });
        }

        if (day.Snds.FilterResult is { } verdict)
        {
            sink.Observe(new FilterObservation { At = at, ObservedBy = Observer, Address = address, Verdict = verdict });
        }
    }

    /// <summary>An address at the beginning of a row of SNDS data may look like a header's name: <c>2001:db8::1</c>.</summary>
    private static bool IsMail(Stream stream)
    {
        Span<byte> head = stackalloc byte[512];
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        var comma = head.IndexOf((byte)',');
        return ReportFormats.Tell(head) == ReportFormat.Mail && !(comma > 0 && System.Net.IPAddress.TryParse(System.Text.Encoding.Latin1.GetString(head[..comma]).Trim(' ', '"'), out _));
    }

    private static string? ProblemOf(IReadOnlyList<ComplaintError> errors, bool isEmpty) =>
        errors.Count > 0 ? $"{errors[0].Reason.TrimEnd('.')} ({errors[0].Position})" : isEmpty ? "It has neither SNDS data nor complaints" : null;

    private static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime((time.UtcDateTime - DateTime.MinValue < Behind ? time : time - Behind).UtcDateTime);
}
