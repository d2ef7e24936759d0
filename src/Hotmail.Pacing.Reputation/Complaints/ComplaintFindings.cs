using System.Globalization;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Observations;
using Hotmail.Pacing.Reputation.Snds;

namespace Hotmail.Pacing.Reputation.Complaints;

/// <summary>What is wrong with a summary of complaints.</summary>
internal static class ComplaintFindings
{
    private const int MaxOfAKind = 20;
    private const double HighRate = 0.003;
    private const double RaisedRate = 0.001;
    private const long MinRcpt = 100;
    private const double RefusedShare = 0.1;

    public static IEnumerable<ReputationIssue> Find(ComplaintSummary summary)
    {
        SndsDay[] days = [.. summary.Days.Select(static day => day.Snds).OfType<SndsDay>()];
        var blocks = summary.Blocks.Where(static block => block.IsBlocked).Take(MaxOfAKind)
            .Select(static block => ComplaintIssues.Blocked.On(
                Range(block), $"SNDS lists {Range(block)} as blocked{(block.Details is null ? "" : $": {block.Details}")}."));
        var unattributed = summary.Unattributed == 0
            ? []
            : new[] { ComplaintIssues.Unattributed.On("complaints", string.Create(CultureInfo.InvariantCulture, $"Of {summary.Unattributed} of {summary.Complaints} complaints, no campaign is known.")) };
        return blocks
            .Concat(Worst(days, ComplaintIssues.HighRate, static day => day.ComplaintRate is { Lower: >= HighRate } rate ? rate.Lower : null, Rate))
            .Concat(Worst(days, ComplaintIssues.RaisedRate, static day => day.ComplaintRate is { Lower: > RaisedRate and < HighRate } rate ? rate.Lower : null, Rate))
            .Concat(Worst(days, ComplaintIssues.FilterRed, static day => day.FilterResult == FilterVerdict.Red ? day.Date.DayNumber : null, static day => "the filter result was red"))
            .Concat(Worst(days, ComplaintIssues.FilterYellow, static day => day.FilterResult == FilterVerdict.Yellow ? day.Date.DayNumber : null, static day => "the filter result was yellow"))
            .Concat(Worst(days, ComplaintIssues.TrapHits, static day => day.TrapHits is > 0 ? day.TrapHits : null, static day => $"{Number(day.TrapHits)} messages went to trap accounts"))
            .Concat(Worst(days, ComplaintIssues.UnknownRecipients, Refused, static day => $"{Number(day.RcptCommands)} recipients were tried, and {Number(Reached(day))} of them were sent to"))
            .Concat(unattributed);
    }

    /// <summary>An issue for each address: of its worst day.</summary>
    private static IEnumerable<ReputationIssue> Worst(SndsDay[] days, IssueDefinition definition, Func<SndsDay, double?> badness, Func<SndsDay, string> evidence) => days
        .Where(day => badness(day) is not null)
        .GroupBy(static day => day.Address)
        .Select(group => (Day: group.MaxBy(badness)!, Days: group.Count()))
        .OrderByDescending(worst => badness(worst.Day))
        .Take(MaxOfAKind)
        .Select(worst => definition.On(
            worst.Day.Address.ToString(),
            $"On {worst.Day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, {evidence(worst.Day)}; such days: {Number(worst.Days)}."));

    private static double? Refused(SndsDay day) =>
        day.RcptCommands is >= MinRcpt and { } tried && Reached(day) is { } reached && tried - reached >= tried * RefusedShare ? 1 - ((double)reached / tried) : null;

    /// <summary>Without the recipients, the messages: each had one at least.</summary>
    private static long? Reached(SndsDay day) => day.MessageRecipients ?? day.DataCommands;

    private static string Rate(SndsDay day) => day.ComplaintRate is { } rate
        ? string.Create(CultureInfo.InvariantCulture, $"{(rate.Upper > rate.Lower ? "more than " : "")}{rate.Lower * 100:0.##}% of recipients complained")
        : "";

    private static string Range(SndsBlock block) => block.First.Equals(block.Last) ? block.First.ToString() : $"{block.First} to {block.Last}";

    private static string Number(long? number) => (number ?? 0).ToString(CultureInfo.InvariantCulture);
}
