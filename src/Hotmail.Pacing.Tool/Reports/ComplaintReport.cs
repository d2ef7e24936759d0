using System.Globalization;
using Hotmail.Pacing.Reputation.Complaints;
using Hotmail.Pacing.Reputation.Snds;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Reports;

/// <summary>What <c>pacing complaints report</c> says.</summary>
internal sealed record ComplaintReport(
    long Complaints, long Unattributed, long OtherReports, IReadOnlyList<ComplaintDayInfo> Days, IReadOnlyList<CampaignInfo> Campaigns, IReadOnlyList<BlockInfo> Blocks,
    IReadOnlyList<IssueInfo> Issues, IReadOnlyList<ComplaintErrorInfo> Errors)
{
    public static ComplaintReport Of(ComplaintSummary summary, IEnumerable<ComplaintError> errors) => new(
        summary.Complaints,
        summary.Unattributed,
        summary.OtherReports,
        [.. summary.Days.Select(static day => new ComplaintDayInfo(
            day.Address.ToString(), day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day.Complaints, day.Snds is { } snds ? SndsInfo.Of(snds) : null))],
        [.. summary.Campaigns.Select(static campaign => new CampaignInfo(campaign.Key, campaign.Value))],
        [.. summary.Blocks.Select(static block => new BlockInfo(block.First.ToString(), block.Last.ToString(), block.IsBlocked, block.Details))],
        IssueInfo.Of(summary.FindIssues().OrderByDescending(static issue => issue.Severity)),
        [.. errors.Select(static problem => new ComplaintErrorInfo(problem.File, problem.Reason, problem.Position))]);
}

/// <summary>An address on a day.</summary>
internal sealed record ComplaintDayInfo(string Ip, string Day, long Complaints, SndsInfo? Snds);

/// <summary>What SNDS tells of it.</summary>
internal sealed record SndsInfo(
    RateInfo? ComplaintRate, string FilterResult, long? RcptCommands, long? DataCommands, long? MessageRecipients, long? TrapHits, string? SampleHelo, string? SampleMailFrom, string? Comments)
{
    public static SndsInfo Of(SndsDay day) => new(
        day.ComplaintRate is { } rate ? new RateInfo(rate.Lower, rate.Upper) : null, day.FilterResult is { } filter ? Words.Name(filter) : "unknown", day.RcptCommands, day.DataCommands, day.MessageRecipients, day.TrapHits, day.SampleHelo,
        day.SampleMailFrom, day.Comments);
}

/// <summary>A share from 0 to 1, as far as it is told.</summary>
internal sealed record RateInfo(double Lower, double Upper);

/// <summary>The complaints about a campaign.</summary>
internal sealed record CampaignInfo(string Campaign, long Complaints);

/// <summary>What SNDS tells of the state of addresses.</summary>
internal sealed record BlockInfo(string First, string Last, bool IsBlocked, string? Details);

/// <summary>What is wrong with a file.</summary>
internal sealed record ComplaintErrorInfo(string File, string Reason, string Position);
