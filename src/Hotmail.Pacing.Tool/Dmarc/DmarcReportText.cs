using System.Globalization;
using Hotmail.Pacing.Reputation.Dmarc;
using Hotmail.Pacing.Reputation.Dmarc.Sources;
using Hotmail.Pacing.Tool.Reports;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Dmarc;

/// <summary>A summary of reports for people. Names and numbers in reports are written by strangers.</summary>
internal static class DmarcReportText
{
    private const int MaxRows = 30;

    public static void Write(TextWriter writer, DmarcReportSummary summary, DmarcSourceReport sources, HistoryTrend? trend, int? width)
    {
        WriteReports(writer, summary, width);
        WriteGroups(writer, sources.Groups, width);
        WriteDays(writer, summary.Days.Select(static day => (day.Date, day.Totals)), width);
        WriteTrend(writer, trend, width);
        IssueText.Write(writer, IssueInfo.Of(sources.Issues), width);
        WriteErrors(writer, summary, width);
    }

    /// <summary>That a report counts once.</summary>
    public static string Duplicate(DmarcReport report) =>
        $"note: {report.File}: report {report.ReportId} of {OrganizationOf(report)} was read before, from {report.DuplicateOf}: it counts once in the sums.";

    private static void WriteReports(TextWriter writer, DmarcReportSummary summary, int? width)
    {
        DmarcTotals all = summary.Totals;
        writer.WriteLine(
            $"{Words.Count(summary.Reports.Count, "report", "reports")} of {Words.Count(all.Messages, "message", "messages")}: {Words.Share(all.DmarcPassRate)} pass DMARC"
            + $" (SPF aligned {Words.Share(all.SpfAlignedRate)}, DKIM aligned {Words.Share(all.DkimAlignedRate)}).");
        if (summary.Reports.Count == 0)
        {
            return;
        }

        var table = new TextTable(
            new("FILE", MayBeCut: true, KeepsEnd: true), new("FROM", MayBeCut: true), new("DOMAIN", MayBeCut: true), new("BEGIN"), new("MESSAGES", IsNumber: true), new("SPF ALIGNED", IsNumber: true),
            new("DKIM ALIGNED", IsNumber: true), new("DMARC PASS", IsNumber: true));
        foreach (DmarcReport report in summary.Reports.Take(MaxRows))
        {
            table.Add(
                Words.Plain(report.File), Words.Plain(OrganizationOf(report)), Words.Plain(report.Domain), Day(report.Begin), Words.Number(report.Totals.Messages),
                Words.Share(report.Totals.SpfAlignedRate), Words.Share(report.Totals.DkimAlignedRate), Words.Share(report.Totals.DmarcPassRate));
        }

        writer.WriteLine();
        table.Write(writer, width);
        WriteRest(writer, summary.Reports.Count);
        foreach (DmarcReport report in summary.Reports.Where(static report => report.DuplicateOf is not null))
        {
            writer.WriteLine(Words.Plain(Duplicate(report)));
        }
    }

    private static void WriteGroups(TextWriter writer, IReadOnlyList<DmarcSourceGroup> groups, int? width)
    {
        if (groups.Count == 0)
        {
            return;
        }

        var table = new TextTable(
            new("SOURCE", MayBeCut: true), new("ADDRESSES", MayBeCut: true), new("STANDING"), new("MESSAGES", IsNumber: true), new("FAIL DMARC", IsNumber: true), new("SPF PASS", IsNumber: true),
            new("SPF ALIGNED", IsNumber: true), new("DKIM PASS", IsNumber: true), new("DKIM ALIGNED", IsNumber: true), new("DMARC PASS", IsNumber: true));
        foreach (DmarcSourceGroup group in groups.Take(MaxRows))
        {
            DmarcTotals totals = group.Totals;
            table.Add(
                Words.Plain(group.Name), Addresses(group), Words.Name(group.Standing), Words.Number(totals.Messages), Words.Number(totals.DmarcFailed), Words.Share(totals.SpfPassRate),
                Words.Share(totals.SpfAlignedRate), Words.Share(totals.DkimPassRate), Words.Share(totals.DkimAlignedRate), Words.Share(totals.DmarcPassRate));
        }

        writer.WriteLine();
        table.Write(writer, width);
        WriteRest(writer, groups.Count);
    }

    private static void WriteDays(TextWriter writer, IEnumerable<(DateOnly Date, DmarcTotals Totals)> days, int? width)
    {
        var table = new TextTable(new("DAY"), new("MESSAGES", IsNumber: true), new("FAIL DMARC", IsNumber: true), new("DMARC PASS", IsNumber: true));
        (DateOnly Date, DmarcTotals Totals)[] all = [.. days];
        foreach ((DateOnly date, DmarcTotals totals) in all.TakeLast(MaxRows))
        {
            table.Add(Day(date), Words.Number(totals.Messages), Words.Number(totals.DmarcFailed), Words.Share(totals.DmarcPassRate));
        }

        if (all.Length > 0)
        {
            writer.WriteLine();
            table.Write(writer, width);
        }

        if (all.Length > MaxRows)
        {
            writer.WriteLine($"… and {Words.Count(all.Length - MaxRows, "day", "days")} before them.");
        }
    }

    private static void WriteTrend(TextWriter writer, HistoryTrend? trend, int? width)
    {
        if (trend is null)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine(
            $"History: {Words.Count(trend.Added, "report", "reports")} added, {Words.Number(trend.Known)} known before, {Words.Number(trend.NotKept)} not kept (too old, or without a day). Its last days:");
        WriteDays(writer, trend.Days.Select(static day => (day.Date, day.Totals)), width);
    }

    private static void WriteErrors(TextWriter writer, DmarcReportSummary summary, int? width)
    {
        if (summary.Errors.Count == 0)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine($"{Words.Count(summary.Errors.Count, "error", "errors")}:");
        foreach (DmarcReportError problem in summary.Errors)
        {
            Paragraph.Write(writer, "", $"{problem.File}: {problem.Position}: {problem.Reason}", width);
        }
    }

    private static void WriteRest(TextWriter writer, int count)
    {
        if (count > MaxRows)
        {
            writer.WriteLine($"… and {Words.Number(count - MaxRows)} more, all of which --json has.");
        }
    }

    /// <summary>Some reports do not say who wrote them.</summary>
    private static string OrganizationOf(DmarcReport report) => report.Organization.Length == 0 ? "(unnamed)" : report.Organization;

    /// <summary>Empty where the group's name is its address.</summary>
    private static string Addresses(DmarcSourceGroup group) => group.Sources switch
    {
        [{ Address: { } only }] => only.ToString() == group.Name ? "" : only.ToString(),
        [{ Address: { } first }, ..] => $"{first} +{Words.Number(group.Sources.Count - 1)}",
        _ => "",
    };

    private static string Day(long? seconds) =>
        seconds is >= -62_135_596_800 and <= 253_402_300_799 ? Day(DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds.Value).UtcDateTime)) : "-";

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
