using System.Net;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Snds;

namespace Hotmail.Pacing.Reputation.Complaints;

/// <summary>
/// Sums complaints and SNDS data by address and day, and complaints by campaign. Complaints of the kinds <c>not-spam</c> and <c>auth-failure</c> are counted apart: nobody
/// complained. Keeps at most 100,000 days of addresses and 10,000 campaigns; what comes from more is in the sums alone. Not thread-safe.
/// </summary>
public sealed class ComplaintSummary
{
    private const int MaxDays = 100_000;
    private const int MaxCampaigns = 10_000;
    private readonly Func<Complaint, string?> _campaignOf;
    private readonly Dictionary<(IPAddress Address, DateOnly Date), ComplaintDay> _days = [];
    private readonly Dictionary<string, long> _campaigns = new(StringComparer.Ordinal);
    private readonly List<SndsBlock> _blocks = [];

    /// <summary>An empty summary.</summary>
    /// <param name="campaignOf">
    /// The campaign of a complaint, or null where it is unknown: a host that puts an id into the return path, the Message-ID or a header of its own finds it there. Null: the
    /// first field of the Feedback-ID, else the List-ID.
    /// </param>
    public ComplaintSummary(Func<Complaint, string?>? campaignOf = null) => _campaignOf = campaignOf ?? CampaignOf;

    /// <summary>How many complaints.</summary>
    public long Complaints { get; private set; }

    /// <summary>How many reports say that nobody complained: <c>not-spam</c> and <c>auth-failure</c>.</summary>
    public long OtherReports { get; private set; }

    /// <summary>How many complaints no campaign is known of.</summary>
    public long Unattributed { get; private set; }

    /// <summary>The complaints by campaign, the most first.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Campaigns =>
        [.. _campaigns.OrderByDescending(static campaign => campaign.Value).ThenBy(static campaign => campaign.Key, StringComparer.Ordinal)];

    /// <summary>The addresses and days, by day, then by address. Complaints without an address or a date count for none.</summary>
    public IReadOnlyList<ComplaintDay> Days => [.. _days.Values.OrderBy(static day => day.Date).ThenBy(static day => day.Address.ToString(), StringComparer.Ordinal)];

    /// <summary>What SNDS tells of blocked addresses, in the order in which it was given.</summary>
    public IReadOnlyList<SndsBlock> Blocks => _blocks;

    /// <summary>Adds a complaint.</summary>
    /// <param name="complaint">The complaint.</param>
    public void Add(Complaint complaint)
    {
        ArgumentNullException.ThrowIfNull(complaint);
        if (complaint.FeedbackType is "not-spam" or "auth-failure")
        {
            OtherReports = Sum(OtherReports, complaint.Incidents);
            return;
        }

        Complaints = Sum(Complaints, complaint.Incidents);
        if (_campaignOf(complaint) is not { Length: > 0 } campaign)
        {
            Unattributed = Sum(Unattributed, complaint.Incidents);
        }
        else if (_campaigns.TryGetValue(campaign, out var known) || _campaigns.Count < MaxCampaigns)
        {
            _campaigns[campaign] = Sum(known, complaint.Incidents);
        }

        if (complaint is { SourceAddress: { } address, ArrivalDate: { } date } && DayOf(address, DateOnly.FromDateTime(date.UtcDateTime)) is { } day)
        {
            day.Complaints = Sum(day.Complaints, complaint.Incidents);
        }
    }

    /// <summary>Adds a row of SNDS data.</summary>
    /// <param name="snds">The row.</param>
    public void Add(SndsDay snds)
    {
        ArgumentNullException.ThrowIfNull(snds);
        if (DayOf(snds.Address, snds.Date) is { } day)
        {
            day.Snds = snds;
        }
    }

    /// <summary>Adds a row on blocked addresses.</summary>
    /// <param name="block">The row.</param>
    public void Add(SndsBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (_blocks.Count < MaxDays)
        {
            _blocks.Add(block);
        }
    }

    /// <summary>What is wrong, and what to do: of each kind at most 20 addresses, each with its worst day.</summary>
    public IReadOnlyList<ReputationIssue> FindIssues() => [.. ComplaintFindings.Find(this)];

    private static string? CampaignOf(Complaint complaint) =>
        complaint.FeedbackId?.Split(':', 2)[0].Trim() is { Length: > 0 } campaign ? campaign : complaint.ListId;

    private static long Sum(long one, long other) => one > long.MaxValue - other ? long.MaxValue : one + other;

    private ComplaintDay? DayOf(IPAddress address, DateOnly date)
    {
        if (!_days.TryGetValue((address, date), out var day) && _days.Count < MaxDays)
        {
            _days.Add((address, date), day = new ComplaintDay(address, date));
        }

        return day;
    }
}
