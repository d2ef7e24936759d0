using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hotmail.Pacing.Reputation.Complaints;
using Hotmail.Pacing.Reputation.Snds;

namespace Hotmail.Pacing.Reputation.Monitoring;

/// <summary>What SNDS and complaints tell of addresses, by day. Bounded: 100,000 days of addresses and 1,000,000 complaints; what is beyond is not known.</summary>
internal sealed class FeedbackTable
{
    private const int MostDays = 100_000;
    private const int MostComplaints = 1_000_000;
    private readonly Dictionary<(IPAddress Address, DateOnly Date), FeedbackDay> _days = [];
    private readonly HashSet<IPAddress> _changed = [];
    private int _complaints;

    /// <summary>The days and complaints that are known.</summary>
    public (int Days, int Complaints) Count => (_days.Count, _complaints);

    public void Add(SndsDay snds)
    {
        if (DayOf(snds.Address, snds.Date) is { } day && day.Snds != snds)
        {
            day.Snds = snds;
            _changed.Add(snds.Address);
        }
    }

    /// <summary>Adds a file's complaints, unless they were added before, from the file as it was or under another name.</summary>
    /// <param name="complaints">The complaints.</param>
    /// <param name="dayOf">The day of a complaint; <see langword="null"/> when it counts no more.</param>
    public void Add(IEnumerable<Complaint> complaints, Func<Complaint, DateOnly?> dayOf)
    {
        var alike = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var complaint in complaints)
        {
            if (complaint.FeedbackType is "not-spam" or "auth-failure" || complaint.SourceAddress is not { } address || dayOf(complaint) is not { } date)
            {
                continue;
            }

            var text = string.Join(
                '\0', address, complaint.ArrivalDate?.UtcTicks, complaint.FeedbackType, complaint.MessageId, complaint.ReturnPath, complaint.Recipient, complaint.FeedbackId, complaint.ListId,
                complaint.ReportingMta);
            var number = alike[text] = alike.GetValueOrDefault(text) + 1;
            if (_complaints < MostComplaints && DayOf(address, date) is { } day && day.Seen.Add(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{text}\0{number}")).AsSpan(0, 16))))
            {
                _complaints++;
                day.Complaints = SourceTally<IPAddress>.Sum(day.Complaints, Math.Max(1, complaint.Incidents));
                _changed.Add(address);
            }
        }
    }

    /// <summary>Forgets days.</summary>
    public void Forget(Func<DateOnly, bool> isGone)
    {
        foreach (var (key, day) in _days.Where(day => isGone(day.Key.Date)).ToArray())
        {
            _days.Remove(key);
            _complaints -= day.Seen.Count;
        }
    }

    /// <summary>The latest day of SNDS of each address that something new is known of; then nothing is new.</summary>
    public IReadOnlyList<FeedbackDay> TakeChanged()
    {
        FeedbackDay[] latest =
        [
            .. _days.Values.Where(day => day.Snds is not null && _changed.Contains(day.Snds.Address)).GroupBy(static day => day.Snds!.Address)
                .Select(static days => days.MaxBy(static day => day.Snds!.Date)!),
        ];
        _changed.Clear();
        return latest;
    }

    private FeedbackDay? DayOf(IPAddress address, DateOnly date)
    {
        if (!_days.TryGetValue((address, date), out var day) && _days.Count < MostDays)
        {
            _days.Add((address, date), day = new FeedbackDay());
        }

        return day;
    }

    /// <summary>An address's day.</summary>
    internal sealed class FeedbackDay
    {
        public SndsDay? Snds { get; set; }

        public long Complaints { get; set; }

        public HashSet<Guid> Seen { get; } = [];

        /// <summary>Complaints by recipient: what SNDS says it is at least, or more where more complaints were sent; <see langword="null"/> where neither is known.</summary>
        public double? Rate
        {
            get
            {
                double? counted = Complaints > 0 && Snds?.MessageRecipients is { } recipients and > 0 ? Math.Min(1, (double)Complaints / recipients) : null;
                return Snds?.ComplaintRate is { } told ? Math.Max(told.Lower, counted ?? 0) : counted;
            }
        }
    }
}
