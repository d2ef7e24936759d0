using System.Text;

namespace Hotmail.Pacing.Reputation.Dmarc.Parsing;

/// <summary>What a content is, by its first bytes.</summary>
internal enum ReportFormat
{
    /// <summary>None of the others.</summary>
    Unknown,

    /// <summary>No byte, or only blanks.</summary>
    Empty,
    Xml,
    Gzip,
    Zip,
    Mail,
}

internal static class ReportFormats
{
    public static ReportFormat Tell(ReadOnlySpan<byte> head)
    {
        if (head.Length > 1 && head[0] == 0x1F && head[1] == 0x8B)
        {
            return ReportFormat.Gzip;
        }

        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
        {
            return ReportFormat.Zip;
        }

        if (Utf16(head) is not null)
        {
            return ReportFormat.Xml;
        }

        var text = head[Blanks(head)..];
        if (text.IsEmpty)
        {
            return ReportFormat.Empty;
        }

        return text[0] == '<' ? ReportFormat.Xml : IsHeader(text) ? ReportFormat.Mail : ReportFormat.Unknown;
    }

    /// <summary>How many bytes stand before the text: the byte order mark of UTF-8, and blanks.</summary>
    public static int Blanks(ReadOnlySpan<byte> head)
    {
        var start = head.StartsWith("\uFEFF"u8) ? 3 : 0;
        var text = head[start..].IndexOfAnyExcept(" \t\r\n"u8);
        return text < 0 ? head.Length : start + text;
    }

    /// <summary>The encoding that an XML document declares, or null where it is UTF-8.</summary>
    /// <exception cref="NotSupportedException">There is no such encoding.</exception>
    public static Encoding? DeclaredEncoding(ReadOnlySpan<byte> head)
    {
        if (Utf16(head) is { } utf16)
        {
            return utf16;
        }

        var text = Encoding.Latin1.GetString(head[Blanks(head)..]);
        var end = text.StartsWith("<?xml", StringComparison.Ordinal) ? text.IndexOf("?>", StringComparison.Ordinal) : -1;
        var start = end < 0 ? -1 : text.IndexOf("encoding", 0, end, StringComparison.Ordinal);
        string[] parts = start < 0 ? [] : text[start..end].Split(['"', '\''], 3);
        if (parts.Length < 3 || parts[1].StartsWith("utf", StringComparison.OrdinalIgnoreCase) || parts[1].Equals("us-ascii", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(parts[1]) ?? Encoding.GetEncoding(parts[1]);
        }
        catch (ArgumentException)
        {
            throw new NotSupportedException($"The encoding '{parts[1]}' is not known.");
        }
    }

    private static UnicodeEncoding? Utf16(ReadOnlySpan<byte> head) =>
        head.Length < 2 ? null
        : (head[0], head[1]) is (0xFF, 0xFE) or ((byte)'<', 0) ? new UnicodeEncoding(bigEndian: false, byteOrderMark: true)
        : (head[0], head[1]) is (0xFE, 0xFF) or (0, (byte)'<') ? new UnicodeEncoding(bigEndian: true, byteOrderMark: true)
        : null;

    private static bool IsHeader(ReadOnlySpan<byte> text)
    {
        var name = text.IndexOfAnyExceptInRange((byte)'!', (byte)'~');
        return text.StartsWith("From "u8) || text[..(name < 0 ? text.Length : name)].IndexOf((byte)':') > 0;
    }
}
