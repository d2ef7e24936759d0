using System.Globalization;
using System.Net;
using System.Text;
using Hotmail.Pacing.Reputation.Complaints;
using Hotmail.Pacing.Reputation.Observations;
using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Snds;

/// <summary>
/// Reads the comma-separated files of Microsoft's Smart Network Data Services: <c>data.aspx</c> (an address and a day in each row) and <c>ipStatus.aspx</c> (blocked
/// addresses), told apart by their rows. A header row is used where there is one. Of a name or comment 1,000 characters are kept, of all in a file 16 Mi. Bad data is never an exception: it is an error with reason and position.
/// </summary>
public sealed class SndsReader
{
    private static readonly string[] DateFormats =
        ["M/d/yyyy h:mm tt", "M/d/yyyy h:mm:ss tt", "M/d/yyyy H:mm", "M/d/yyyy H:mm:ss", "M/d/yyyy", "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssK"];

    private const int LongestText = 1_000;

    private const int MostText = 16 * 1024 * 1024;

    private readonly SndsReaderOptions _options;

    /// <summary>A reader.</summary>
    /// <param name="options">Its limits; null for the defaults. Must not be changed any more.</param>
    public SndsReader(SndsReaderOptions? options = null) => _options = options ?? new SndsReaderOptions();

    /// <summary>Reads a file to its end.</summary>
    /// <param name="stream">The file's content, in UTF-8. It need not be seekable, and is not closed.</param>
    /// <param name="fileName">The name to give it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The stream could not be read.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public SndsFile Read(Stream stream, string fileName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(fileName);
        using var text = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: -1, leaveOpen: true);
        var rows = new CsvRows(text, _options.MaxRowLength);
        var (days, blocks, errors) = (new List<SndsDay>(), new List<SndsBlock>(), new List<ComplaintError>());
        void Tell(string reason, int column)
        {
            if (errors.Count < _options.MaxErrors)
            {
                errors.Add(new ComplaintError { File = fileName, Reason = reason, Position = string.Create(CultureInfo.InvariantCulture, $"line {rows.Line}, column {column + 1}") });
            }
        }

        // Of what the file's writer may make as long as he likes, memory holds so much.
        var left = MostText;
        string? Text(string text)
        {
            var kept = text.Length > LongestText ? text[..LongestText] : text;
            if (kept.Length == 0 || left < 0)
            {
                return null;
            }

            left -= kept.Length;
            if (left < 0)
            {
                Tell(string.Create(CultureInfo.InvariantCulture, $"It has more than {MostText} characters of names and comments: those of the rest are not kept."), 0);
            }

            return left < 0 ? null : kept;
        }

        var columns = SndsColumns.Usual;
        for (var count = 0; rows.Next() is { } cells; count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (count >= _options.MaxRows)
            {
                Tell(string.Create(CultureInfo.InvariantCulture, $"It has more than {_options.MaxRows} rows: the rest is not read."), 0);
                break;
            }

            if (rows.Problem is { } problem)
            {
                Tell(problem, 0);
            }
            else if (count == 0 && cells.All(static cell => Address(cell) is null && !cell.Any(char.IsAsciiDigit)))
            {
                columns = SndsColumns.OfHeader(cells);
                if (!columns.AreUsable && !IsStatusHeader(cells))
                {
                    Tell("It is no SNDS data: its first row is neither data, nor a header with an address and a start of activity.", 0);
                    break;
                }
            }
            else if (cells.Count is >= 3 and <= 5 && Address(cells[0]) is { } first && Address(cells[1]) is { } last)
            {
                blocks.Add(new SndsBlock { First = first, Last = last, IsBlocked = IsYes(cells[2]), Details = cells.Count > 3 ? Text(cells[3]) : null });
            }
            else if (Day(columns, cells, Tell, Text) is { } day)
            {
                days.Add(day);
            }
        }

        return new SndsFile { Days = days, Blocks = blocks, Errors = errors };
    }

    private static SndsDay? Day(SndsColumns columns, IReadOnlyList<string> cells, Action<string, int> tell, Func<string, string?> keep)
    {
        string Cell(string column) => columns.Cell(cells, column);
        if (Address(Cell("address")) is not { } address)
        {
            tell($"'{Short(Cell("address"))}' is no IP address: the row is not read.", Math.Max(0, columns.PlaceOf("address")));
            return null;
        }

        if (Date(Cell("start")) is not { } start)
        {
            tell($"'{Short(Cell("start"))}' is no date: the row is not read.", Math.Max(0, columns.PlaceOf("start")));
            return null;
        }

        long? Number(string column)
        {
            var text = Cell(column);
            if (text.Length == 0)
            {
                return null;
            }

            if (long.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number >= 0)
            {
                return number;
            }

            tell($"'{Short(text)}' is no number.", columns.PlaceOf(column));
            return null;
        }

        return new SndsDay
        {
            Address = address,
            Date = DateOnly.FromDateTime(start),
            ActivityStart = start,
            ActivityEnd = Date(Cell("end")),
            RcptCommands = Number("rcpt"),
            DataCommands = Number("data"),
            MessageRecipients = Number("recipients"),
            FilterResult = Filter(Cell("filter"), reason => tell(reason, columns.PlaceOf("filter"))),
            ComplaintRate = Rate(Cell("complaints"), reason => tell(reason, columns.PlaceOf("complaints"))),
            TrapHits = Number("traps"),
            SampleHelo = keep(Cell("helo")),
            SampleMailFrom = keep(Cell("mailfrom")),
            Comments = keep(Cell("comments")),
        };
    }

    private static FilterVerdict? Filter(string text, Action<string> tell)
    {
        if (text.Length == 0 || text.Equals("unknown", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (text.All(char.IsLetter) && Enum.TryParse<FilterVerdict>(text, ignoreCase: true, out var result))
        {
            return result;
        }

        tell($"'{Short(text)}' is no filter result.");
        return null;
    }

    /// <summary><c>&lt; 0.1%</c>, <c>0.3%</c>, <c>&gt; 1%</c>, <c>0.1% - 0.3%</c>.</summary>
    private static ComplaintRate? Rate(string text, Action<string> tell)
    {
        if (text.Length == 0 || text is "-" || text.Equals("n/a", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var parts = text.TrimStart('<', '>', '=', ' ').Split('-', 2);
        if ((Share(parts[0]) ?? Share(parts[0] + "%")) is { } first && Share(parts[^1]) is { } last && first <= last)
        {
            return text[0] switch
            {
                '<' => new ComplaintRate(0, last),
                '>' => new ComplaintRate(first, 1),
                _ => new ComplaintRate(first, last),
            };
        }

        tell($"'{Short(text)}' is no complaint rate.");
        return null;
    }

    private static double? Share(string text)
    {
        var number = text.Trim();
        return double.TryParse(number.TrimEnd('%').TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 100
            && (number.EndsWith('%') || value == 0)
            ? value / 100
            : null;
    }

    private static IPAddress? Address(string text) => Networks.TryParse(text, is4: !text.Contains(':'), out var address) ? Networks.Normalise(address) : null;

    private static DateTime? Date(string text) =>
        DateTime.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AdjustToUniversal, out var date)
            ? DateTime.SpecifyKind(date, DateTimeKind.Unspecified)
            : null;

    private static bool IsStatusHeader(IReadOnlyList<string> cells) => cells.Count is >= 3 and <= 5;

    private static bool IsYes(string text) => text.Equals("yes", StringComparison.OrdinalIgnoreCase) || text.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static string Short(string text) => text.Length > 64 ? text[..64] + "…" : text;
}
