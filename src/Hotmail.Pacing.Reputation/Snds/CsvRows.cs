using System.Text;

namespace Hotmail.Pacing.Reputation.Snds;

/// <summary>The rows of a comma-separated text (RFC 4180): quoted cells may hold commas, line ends and doubled quotes. Lines without a character are none.</summary>
internal sealed class CsvRows(TextReader text, int maxLength)
{
    private readonly StringBuilder _cell = new();
    private int _line = 1;

    /// <summary>The line on which the last row began, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>What is wrong with the last row; null: nothing.</summary>
    public string? Problem { get; private set; }

    /// <summary>The cells of the next row; null at the end.</summary>
    public IReadOnlyList<string>? Next()
    {
        while (text.Peek() is '\r' or '\n')
        {
            Advance();
        }

        (Line, Problem) = (_line, null);
        return text.Peek() < 0 ? null : ReadRow();
    }

    private List<string> ReadRow()
    {
        var cells = new List<string>();
        var length = 0;
        var isQuoted = false;
        _cell.Clear();
        for (var next = Advance(); next >= 0; next = Advance())
        {
            if (++length > maxLength)
            {
                Problem ??= $"The row is longer than {maxLength} characters.";
            }

            if (isQuoted && next == '"' && text.Peek() == '"')
            {
                Advance();
                Append('"', length);
            }
            else if (isQuoted ? next == '"' : next == '"' && _cell.Length == 0)
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && next is ',')
            {
                Add(cells, length);
            }
            else if (!isQuoted && (next is '\r' or '\n'))
            {
                Add(cells, length);
                return cells;
            }
            else
            {
                Append((char)next, length);
            }
        }

        Problem ??= isQuoted ? "A quotation mark is not closed." : null;
        Add(cells, length);
        return cells;
    }

    private void Append(char letter, int length)
    {
        if (length <= maxLength)
        {
            _cell.Append(letter);
        }
    }

    private void Add(List<string> cells, int length)
    {
        if (length <= maxLength)
        {
            cells.Add(_cell.ToString().Trim());
        }

        _cell.Clear();
    }

    private int Advance()
    {
        var letter = text.Read();
        _line += letter == '\n' ? 1 : 0;
        return letter;
    }
}
