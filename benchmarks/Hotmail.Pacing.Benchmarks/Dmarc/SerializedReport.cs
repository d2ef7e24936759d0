using System.Diagnostics.CodeAnalysis;
using System.Xml.Serialization;

namespace Hotmail.Pacing.Benchmarks.Dmarc;

/// <summary>A report as users of XmlSerializer model it, with what the summary needs.</summary>
[XmlRoot("feedback")]
[SuppressMessage("Usage", "CA2227:Collection properties should be read only", Justification = "XmlSerializer sets them.")]
[SuppressMessage("Design", "CA1002:Do not expose generic lists", Justification = "It is what users write.")]
public sealed class SerializedReport
{
    [XmlElement("record")]
    public List<RecordElement> Records { get; set; } = [];

    public sealed class RecordElement
    {
        [XmlElement("row")]
        public RowElement Row { get; set; } = new();

        [XmlElement("auth_results")]
        public ResultsElement Results { get; set; } = new();
    }

    public sealed class RowElement
    {
        [XmlElement("source_ip")]
        public string SourceIp { get; set; } = "";

        [XmlElement("count")]
        public long Count { get; set; }

        [XmlElement("policy_evaluated")]
        public EvaluationElement Evaluation { get; set; } = new();
    }

    public sealed class EvaluationElement
    {
        [XmlElement("disposition")]
        public string Disposition { get; set; } = "";

        [XmlElement("dkim")]
        public string Dkim { get; set; } = "";

        [XmlElement("spf")]
        public string Spf { get; set; } = "";
    }

    public sealed class ResultsElement
    {
        [XmlElement("dkim")]
        public List<ResultElement> Dkim { get; set; } = [];

        [XmlElement("spf")]
        public List<ResultElement> Spf { get; set; } = [];
    }

    public sealed class ResultElement
    {
        [XmlElement("result")]
        public string Result { get; set; } = "";
    }
}
