using System.Text;

namespace Hotmail.Pacing.Reputation.RawMessages;

/// <summary>A message as it is sent, line by line: what a MIME parser forgives is seen here. Whatever the bytes are, they are taken apart, in one pass.</summary>
internal sealed class RawMessage
{
    /// <summary>The most that RFC 5322 §2.1.1 allows in a line, without its end.</summary>
    public const int LongestLine = 998;

    private const int MostFields = 1000;
    private const int LongestValue = 16 * 1024;

    private readonly List<(string Name, string Value)> _fields = [];

    private RawMessage(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>The whole.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The fields of the header in order, the first thousand, unfolded; of each value the first 16 KiB.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields => _fields;

    /// <summary>Where the body begins.</summary>
    public int BodyStart { get; private set; }

    /// <summary>The first line of the header that is no field: its number from 1, and its text.</summary>
    public (int Line, string Text)? Malformed { get; private set; }

    /// <summary>The number of the first line of the header with a byte beyond ASCII.</summary>
    public int? EightBitLine { get; private set; }

    /// <summary>The first line that is too long: its number from 1, and its length.</summary>
    public (int Line, int Length)? LongLine { get; private set; }

    /// <summary>The body.</summary>
    public ReadOnlySpan<byte> Body => Bytes.Span[BodyStart..];

    /// <summary>Takes a message apart.</summary>
    public static RawMessage Parse(ReadOnlyMemory<byte> bytes)
    {
        var message = new RawMessage(bytes);
        message.Scan();
        return message;
    }

    /// <summary>The values of the fields of this name.</summary>
    public IEnumerable<string> Values(string name) => _fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(static field => field.Value);

    /// <summary>The first value; null where there is no such field.</summary>
    public string? Value(string name) => Values(name).FirstOrDefault();

    private void Scan()
    {
        var span = Bytes.Span;
        var value = new StringBuilder();
        string? name = null;
        BodyStart = span.Length;
        var (start, number, isHeader) = (0, 1, true);
        for (; start < span.Length; number++)
        {
            var end = span[start..].IndexOf((byte)'\n') is var found and >= 0 ? start + found : span.Length;
            var line = span[start..end];
            if (line is [.., (byte)'\r'])
            {
                line = line[..^1];
            }

            if (line.Length > LongestLine && LongLine is null)
            {
                LongLine = (number, line.Length);
            }

            start = Math.Min(end + 1, span.Length);
            if (isHeader && line.IsEmpty)
            {
                (isHeader, BodyStart) = (false, start);
            }
            else if (isHeader)
            {
                ReadHeaderLine(line, number, ref name, value);
            }
        }

        AddField(name, value);
    }

    private void ReadHeaderLine(ReadOnlySpan<byte> line, int number, ref string? name, StringBuilder value)
    {
        if (EightBitLine is null && line.IndexOfAnyInRange((byte)0x80, (byte)0xFF) >= 0)
        {
            EightBitLine = number;
        }

        if (line[0] is (byte)' ' or (byte)'\t' && name is not null)
        {
            Append(value, line);
            return;
        }

        if (MessageField.NameOf(line) is { IsEmpty: false } found)
        {
            AddField(name, value);
            name = Encoding.ASCII.GetString(found[..Math.Min(found.Length, LongestLine)]);
            Append(value, line[(line.IndexOf((byte)':') + 1)..]);
        }
        else if (number > 1 || !line.StartsWith("From "u8))
        {
            // The first line of a mailbox file is no part of the message.
            Malformed ??= (number, Encoding.UTF8.GetString(line[..Math.Min(line.Length, LongestLine)]));
        }
    }

    private static void Append(StringBuilder value, ReadOnlySpan<byte> text)
    {
        if (value.Length < LongestValue)
        {
            value.Append(Encoding.UTF8.GetString(text[..Math.Min(text.Length, LongestValue - value.Length)]));
        }
    }

    private void AddField(string? name, StringBuilder value)
    {
        if (name is not null && _fields.Count < MostFields)
        {
            _fields.Add((name, value.ToString().Trim()));
        }

        value.Clear();
    }
}
