using System.Globalization;
using Hotmail.Pacing.Tool.Reports;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Complaints;

/// <summary>Complaints and SNDS data for people. Names in them are written by strangers.</summary>
internal static class ComplaintReportText
{
    private const int MaxRows = 30;

    public static void Write(TextWriter writer, ComplaintReport report, int? width)
    {
        string unknown = report.Complaints == 0 ? "" : $", {Words.Number(report.Unattributed)} of them of no known campaign";
        string others = report.OtherReports == 0 ? "" : $" {Words.Count(report.OtherReports, "other report is no complaint", "other reports are no complaints")} (not-spam, auth-failure).";
        int snds = report.Days.Count(static day => day.Snds is not null);
        Paragraph.Write(writer, "", $"{Words.Count(report.Complaints, "complaint", "complaints")}{unknown}.{others} SNDS: {Words.Count(snds, "address and day", "addresses and days")}.", width);
        WriteDays(writer, report.Days, width);
        WriteCampaigns(writer, report.Campaigns, width);
        IssueText.Write(writer, report.Issues, width);
        WriteErrors(writer, report.Errors, width);
    }

    private static void WriteDays(TextWriter writer, IReadOnlyList<ComplaintDayInfo> days, int? width)
    {
        if (days.Count == 0)
        {
            return;
        }

        var table = new TextTable(
            new("DAY"), new("ADDRESS", MayBeCut: true), new("COMPLAINTS", IsNumber: true), new("COMPLAINT RATE", IsNumber: true), new("FILTER"), new("RCPT", IsNumber: true), new("DATA", IsNumber: true),
            new("RECIPIENTS", IsNumber: true), new("TRAP HITS", IsNumber: true));
        foreach (ComplaintDayInfo day in days.TakeLast(MaxRows))
        {
            table.Add(
                day.Day, day.Ip, Words.Number(day.Complaints), Rate(day.Snds?.ComplaintRate), day.Snds?.FilterResult ?? "-", Number(day.Snds?.RcptCommands), Number(day.Snds?.DataCommands),
                Number(day.Snds?.MessageRecipients), Number(day.Snds?.TrapHits));
        }

        writer.WriteLine();
        table.Write(writer, width);
        if (days.Count > MaxRows)
        {
            writer.WriteLine($"… and {Words.Number(days.Count - MaxRows)} before them, all of which --json has.");
        }
    }

    private static void WriteCampaigns(TextWriter writer, IReadOnlyList<CampaignInfo> campaigns, int? width)
    {
        if (campaigns.Count == 0)
        {
            return;
        }

        var table = new TextTable(new("CAMPAIGN", MayBeCut: true), new("COMPLAINTS", IsNumber: true));
        foreach (CampaignInfo campaign in campaigns.Take(MaxRows))
        {
            table.Add(Words.Plain(campaign.Campaign), Words.Number(campaign.Complaints));
        }

        writer.WriteLine();
        table.Write(writer, width);
        if (campaigns.Count > MaxRows)
        {
            writer.WriteLine($"… and {Words.Number(campaigns.Count - MaxRows)} more, all of which --json has.");
        }
    }

    private static void WriteErrors(TextWriter writer, IReadOnlyList<ComplaintErrorInfo> errors, int? width)
    {
        if (errors.Count == 0)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine($"{Words.Count(errors.Count, "error", "errors")}:");
        foreach (ComplaintErrorInfo problem in errors)
        {
            Paragraph.Write(writer, "", $"{problem.File}: {problem.Position}: {problem.Reason}", width);
        }
    }

    private static string Number(long? number) => number is { } known ? Words.Number(known) : "-";

    private static string Rate(RateInfo? rate) => rate switch
    {
        null => "-",
        { Lower: 0, Upper: 0 } => "0%",
        { Lower: 0 } => $"< {Percent(rate.Upper)}",
        _ when rate.Upper > rate.Lower && rate.Upper >= 1 => $"> {Percent(rate.Lower)}",
        _ when rate.Upper > rate.Lower => $"{Percent(rate.Lower)} to {Percent(rate.Upper)}",
        _ => Percent(rate.Lower),
    };

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##}%");
}
