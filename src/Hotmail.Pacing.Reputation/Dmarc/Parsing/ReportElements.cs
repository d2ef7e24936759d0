using System.Globalization;
using System.Xml;

namespace Hotmail.Pacing.Reputation.Dmarc.Parsing;

/// <summary>The elements of a document, in their order; texts without a string for each; and notes of what is odd about them, with their places.</summary>
internal sealed class ReportElements : IDisposable
{
    private const int MaxDepth = 64;
    private readonly char[] _text = new char[256];
    private readonly XmlReader _reader;
    private readonly IXmlLineInfo _lines;
    private readonly Action _advanced;
    private readonly int _skippedLines;
    private readonly Action<string, string> _note;
    private readonly HashSet<string> _noted = new(StringComparer.Ordinal);
    private int _line;
    private int _column;

    /// <param name="text">The document, without what stands before it.</param>
    /// <param name="advanced">Is called for each piece of markup.</param>
    /// <param name="skippedLines">How many lines stand before the document.</param>
    /// <param name="note">Is told a reason and a position.</param>
    public ReportElements(TextReader text, Action advanced, int skippedLines, Action<string, string> note)
    {
        _advanced = advanced;
        _skippedLines = skippedLines;
        _note = note;
        var table = new LimitedNameTable();
        Names = new ReportNames(table);
        _reader = XmlReader.Create(text, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            NameTable = table,
            CloseInput = true,
        });
        _lines = (IXmlLineInfo)_reader;
    }

    public ReportNames Names { get; }

    public bool IsElement => _reader.NodeType == XmlNodeType.Element;

    public bool IsEmpty => _reader.IsEmptyElement;

    public int Depth => _reader.Depth;

    /// <summary>The element's local name; one of <see cref="Names"/> by reference.</summary>
    public object Name => _reader.LocalName;

    public bool Advance()
    {
        var more = _reader.Read();
        _advanced();
        return !more || _reader.Depth <= MaxDepth ? more : throw new ReportLimitException("Its elements lie deeper in each other than in any report: the rest is not read.");
    }

    /// <summary>Goes to the next child of the element at this depth, whatever of the last one is left; false at its end.</summary>
    public bool NextChild(int depth)
    {
        while (Advance())
        {
            if (_reader.Depth <= depth)
            {
                return false;
            }

            if (_reader.Depth == depth + 1 && IsElement)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The children of this element, each while it is the present one.</summary>
    public ChildNames Children() => new(this, IsEmpty ? -1 : Depth);

    /// <summary>The element's own text without the blanks around it, at most 256 characters of it; good until the next.</summary>
    public ReadOnlySpan<char> ReadText()
    {
        _line = _lines.LineNumber;
        _column = _lines.LinePosition;
        if (IsEmpty)
        {
            return default;
        }

        var depth = Depth;
        var length = 0;
        while (Advance() && _reader.Depth > depth)
        {
            if (_reader.Depth == depth + 1 && _reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                int read;
                while (length < _text.Length && (read = _reader.ReadValueChunk(_text, length, _text.Length - length)) > 0)
                {
                    length += read;
                }
            }
        }

        return _text.AsSpan(0, length).Trim();
    }

    /// <summary>Notes something about the element whose text was read last.</summary>
    public void Note(string reason) => _note(reason, Position(_line, _column));

    /// <summary>Notes something about the element whose text was read last, unless the same kind of thing was noted of this report.</summary>
    public void NoteOnce(string kind, string reason)
    {
        if (_noted.Add(kind))
        {
            Note(reason);
        }
    }

    /// <summary>Has the present element noted, rather than one whose text was read.</summary>
    public void PlaceNotesHere()
    {
        _line = _lines.LineNumber;
        _column = _lines.LinePosition;
    }

    public void StartNotes()
    {
        _noted.Clear();
        PlaceNotesHere();
    }

    public string PositionOf(XmlException exception) => Position(exception.LineNumber, exception.LinePosition);

    public void Dispose() => _reader.Dispose();

    private string Position(int line, int column) => string.Create(CultureInfo.InvariantCulture, $"line {line + _skippedLines}, column {column}");

    internal struct ChildNames(ReportElements elements, int depth)
    {
        public readonly object Current => elements.Name;

        public readonly ChildNames GetEnumerator() => this;

        public readonly bool MoveNext() => depth >= 0 && elements.NextChild(depth);
    }
}
