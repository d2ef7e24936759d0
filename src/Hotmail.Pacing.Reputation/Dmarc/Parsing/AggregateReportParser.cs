using System.Globalization;
using System.Xml;

namespace Hotmail.Pacing.Reputation.Dmarc.Parsing;

/// <summary>Reads the reports of one XML document, record by record. Elements are told by their local names: reports come with the right namespace, a wrong one, or none.</summary>
internal sealed class AggregateReportParser : IDisposable
{
    private readonly ReportElements _elements;
    private readonly Func<DmarcReport> _newReport;
    private readonly RecordParser _records;
    private bool _datesNoted;
    private bool _reportIsEmpty;
    private int _reportDepth;

    public AggregateReportParser(ReportElements elements, Func<DmarcReport> newReport)
    {
        _elements = elements;
        _newReport = newReport;
        _records = new RecordParser(elements);
    }

    public enum Step
    {
        Record,
        ReportEnd,
        DocumentEnd,
    }

    /// <summary>The report that is being read, or that <see cref="Step.ReportEnd"/> was told of.</summary>
    public DmarcReport? Report { get; private set; }

    /// <summary>The record that <see cref="Step.Record"/> was told of.</summary>
    public DmarcRecord Record { get; private set; }

    public Step Next()
    {
        if ((Report is null || Report.IsComplete) && !FindReport())
        {
            return Step.DocumentEnd;
        }

        var names = _elements.Names;
        while (!_reportIsEmpty && _elements.NextChild(_reportDepth))
        {
            var name = _elements.Name;
            if (name == names.Record)
            {
                Record = _records.Read();
                Report!.Totals.Add(Record);
                return Step.Record;
            }

            if (name == names.ReportMetadata)
            {
                ReadMetadata(Report!);
            }
            else if (name == names.PolicyPublished)
            {
                ReadPolicy(Report!);
            }
        }

        NoteWhatIsMissing(Report!);
        Report!.IsComplete = true;
        return Step.ReportEnd;
    }

    public string PositionOf(XmlException exception) => _elements.PositionOf(exception);

    public void Dispose() => _elements.Dispose();

    private bool FindReport()
    {
        while (_elements.Advance())
        {
            if (_elements.IsElement && _elements.Name == _elements.Names.Feedback)
            {
                Report = _newReport();
                _reportDepth = _elements.Depth;
                _reportIsEmpty = _elements.IsEmpty;
                _elements.StartNotes();
                _datesNoted = false;
                return true;
            }
        }

        return false;
    }

    private void ReadMetadata(DmarcReport report)
    {
        var names = _elements.Names;
        foreach (var name in _elements.Children())
        {
            if (name == names.OrgName)
            {
                report.Organization = _elements.ReadText().ToString();
            }
            else if (name == names.ReportId)
            {
                report.ReportId = _elements.ReadText().ToString();
            }
            else if (name == names.DateRange)
            {
                ReadDates(report);
            }
        }
    }

    private void ReadDates(DmarcReport report)
    {
        var names = _elements.Names;
        foreach (var name in _elements.Children())
        {
            if (name == names.Begin)
            {
                report.Begin = ReadDate("begin");
            }
            else if (name == names.End)
            {
                report.End = ReadDate("end");
            }
        }
    }

    private long? ReadDate(string name)
    {
        var text = _elements.ReadText();
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds))
        {
            return seconds;
        }

        _datesNoted = true;
        _elements.Note($"The report's {name} is '{text}', no number of Unix seconds.");
        return null;
    }

    private void ReadPolicy(DmarcReport report)
    {
        var names = _elements.Names;
        foreach (var name in _elements.Children())
        {
            if (name == names.Domain)
            {
                report.Domain = _elements.ReadText().ToString();
            }
            else if (name == names.P)
            {
                report.Policy = _elements.ReadText().ToString();
            }
        }
    }

    private void NoteWhatIsMissing(DmarcReport report)
    {
        _elements.PlaceNotesHere();
        if (report.ReportId.Length == 0)
        {
            _elements.Note("The report has no report_id.");
        }

        if (report.Domain.Length == 0)
        {
            _elements.Note("The report does not say which domain it is about.");
        }

        if (!_datesNoted && (report.Begin is null || report.End is null))
        {
            _elements.Note("The report has no date_range with begin and end.");
        }
    }
}
