using System.Xml;

namespace Hotmail.Pacing.Reputation.Dmarc.Parsing;

/// <summary>The names of a report's elements, as the document's table has them: they can be told apart by reference.</summary>
internal sealed class ReportNames(XmlNameTable table)
{
    public object Feedback { get; } = table.Add("feedback");

    public object ReportMetadata { get; } = table.Add("report_metadata");

    public object OrgName { get; } = table.Add("org_name");

    public object ReportId { get; } = table.Add("report_id");

    public object DateRange { get; } = table.Add("date_range");

    public object Begin { get; } = table.Add("begin");

    public object End { get; } = table.Add("end");

    public object PolicyPublished { get; } = table.Add("policy_published");

    public object Domain { get; } = table.Add("domain");

    public object P { get; } = table.Add("p");

    public object Record { get; } = table.Add("record");

    public object Row { get; } = table.Add("row");

    public object SourceIp { get; } = table.Add("source_ip");

    public object Count { get; } = table.Add("count");

    public object PolicyEvaluated { get; } = table.Add("policy_evaluated");

    public object Disposition { get; } = table.Add("disposition");

    public object Dkim { get; } = table.Add("dkim");

    public object Spf { get; } = table.Add("spf");

    public object Identifiers { get; } = table.Add("identifiers");

    public object HeaderFrom { get; } = table.Add("header_from");

    public object AuthResults { get; } = table.Add("auth_results");

    public object Result { get; } = table.Add("result");
}
