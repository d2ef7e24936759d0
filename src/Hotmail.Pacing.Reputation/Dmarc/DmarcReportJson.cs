using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hotmail.Pacing.Reputation.Dmarc.Sources;

namespace Hotmail.Pacing.Reputation.Dmarc;

/// <summary>
/// A summary as JSON: <c>reports</c> (<c>file</c>, <c>org</c>, <c>report_id</c>, <c>domain</c>, <c>begin</c> and <c>end</c> in Unix seconds or null, <c>records</c>,
/// <c>messages</c>, <c>spf_aligned</c>, <c>dkim_aligned</c>, <c>dmarc_pass</c>), <c>sources</c> (<c>ip</c> or null, the same sums, <c>spf_pass</c> and <c>dkim_pass</c>
/// aligned or not, <c>quarantined</c>, <c>rejected</c>, <c>dmarc_pass_rate</c> from 0 to 1 or null, <c>header_from</c>, <c>spf_domain</c> and <c>dkim_domain</c> that most of
/// its messages have, or null; with a <see cref="DmarcSourceReport"/> also its <c>group</c> and <c>standing</c>, else null) and <c>errors</c> (<c>file</c>, <c>reason</c>, <c>position</c>).
/// All sums but <c>records</c> are in messages.
/// </summary>
public static class DmarcReportJson
{
    /// <summary>Writes a summary, indented, in UTF-8.</summary>
    /// <param name="utf8">Where to write it to; is not closed.</param>
    /// <param name="summary">The summary.</param>
    /// <param name="sources">What is known of its sources; null: nothing.</param>
    public static void Write(Stream utf8, DmarcReportSummary summary, DmarcSourceReport? sources)
    {
        ArgumentNullException.ThrowIfNull(summary);
        JsonSerializer.Serialize(utf8, Document(summary, sources), DmarcJsonContext.Readable.SummaryJson);
    }

    /// <summary>A summary as text, indented.</summary>
    /// <param name="summary">The summary.</param>
    /// <param name="sources">What is known of its sources; null: nothing.</param>
    /// <returns>The JSON.</returns>
    public static string Write(DmarcReportSummary summary, DmarcSourceReport? sources)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return JsonSerializer.Serialize(Document(summary, sources), DmarcJsonContext.Readable.SummaryJson);
    }

    private static SummaryJson Document(DmarcReportSummary summary, DmarcSourceReport? sources)
    {
        var groups = sources?.Groups.SelectMany(static group => group.Sources.Select(source => (source.Address, Group: group)))
            .Where(static entry => entry.Address is not null)
            .ToDictionary(static entry => entry.Address!, static entry => entry.Group);
        return new(
            summary.Reports.Select(Report),
            summary.Sources.Select(source => Source(source, source.Address is { } address ? groups?.GetValueOrDefault(address) : null)),
            summary.Errors);
    }

    private static ReportJson Report(DmarcReport report) =>
        new(report.File, report.Organization, report.ReportId, report.Domain, report.Begin, report.End, report.Totals.Records, report.Totals.Messages,
            report.Totals.SpfAligned, report.Totals.DkimAligned, report.Totals.DmarcPassed);

    private static SourceJson Source(DmarcSource source, DmarcSourceGroup? group) =>
        new(source.Address?.ToString(), source.Totals.Records, source.Totals.Messages, source.Totals.SpfPassed, source.Totals.DkimPassed, source.Totals.SpfAligned,
            source.Totals.DkimAligned, source.Totals.DmarcPassed, source.Totals.Quarantined, source.Totals.Rejected, source.Totals.DmarcPassRate, source.HeaderFrom, source.SpfDomain,
            source.DkimDomain, group?.Name, group is null ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(group.Standing.ToString()));

    internal sealed record SummaryJson(IEnumerable<ReportJson> Reports, IEnumerable<SourceJson> Sources, IEnumerable<DmarcReportError> Errors);

    internal sealed record ReportJson(
        string File, string Org, string ReportId, string Domain, long? Begin, long? End, long Records, long Messages, long SpfAligned, long DkimAligned, long DmarcPass);

    internal sealed record SourceJson(
        string? Ip, long Records, long Messages, long SpfPass, long DkimPass, long SpfAligned, long DkimAligned, long DmarcPass, long Quarantined, long Rejected,
        double? DmarcPassRate, string? HeaderFrom, string? SpfDomain, string? DkimDomain, string? Group, string? Standing);
}

/// <summary>Names in snake_case, letters as they are.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DmarcReportJson.SummaryJson))]
internal sealed partial class DmarcJsonContext : JsonSerializerContext
{
    private static DmarcJsonContext? s_readable;

    public static DmarcJsonContext Readable =>
        s_readable ??= new(new JsonSerializerOptions(Default.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
