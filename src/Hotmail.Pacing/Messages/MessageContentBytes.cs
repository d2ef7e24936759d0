using System.Buffers;
using System.Text;

namespace Hotmail.Pacing;

/// <summary>Makes a message's bytes fit for SMTP: every line ends with CRLF, and there is no Bcc field.</summary>
internal static class MessageContentBytes
{
    /// <summary>The longest line without its CRLF (RFC 5322 §2.1.1).</summary>
    public const int MaxLineLength = 998;

    private const byte CR = (byte)'\r';
    private const byte LF = (byte)'\n';

    /// <summary>The bytes themselves where they are right; else a mended copy.</summary>
    public static ReadOnlyMemory<byte> Normalize(ReadOnlyMemory<byte> bytes) =>
        IsReady(bytes.Span) ? bytes : Mend(bytes.Span);

    private static bool IsReady(ReadOnlySpan<byte> bytes)
    {
        var inHeader = true;
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOfAny(CR, LF);
            if (end < 0 || bytes[end] != CR || end + 1 >= bytes.Length || bytes[end + 1] != LF || (inHeader && IsBlindCopy(bytes[..end])))
            {
                return false;
            }

            inHeader &= end > 0;
            bytes = bytes[(end + 2)..];
        }

        return true;
    }

    private static ReadOnlyMemory<byte> Mend(ReadOnlySpan<byte> bytes)
    {
        var output = new ArrayBufferWriter<byte>(bytes.Length + (bytes.Length / 32) + 2);
        var inHeader = true;
        var leftOut = false;
        while (!bytes.IsEmpty)
        {
            var line = TakeLine(ref bytes);
            inHeader &= !line.IsEmpty;
            var continues = !line.IsEmpty && line[0] is (byte)' ' or (byte)'\t';
            leftOut = inHeader && (continues ? leftOut : IsBlindCopy(line));
            if (!leftOut)
            {
                output.Write(line);
                output.Write("\r\n"u8);
            }
        }

        return output.WrittenSpan.ToArray();
    }

    private static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny(CR, LF);
        if (end < 0)
        {
            var last = bytes;
            bytes = default;
            return last;
        }

        var line = bytes[..end];
        var next = end;
        while (next < bytes.Length && bytes[next] == CR)
        {
            next++;
        }

        // A run of CRs before an LF is one line end (text that was converted twice); without the LF each CR is one.
        bytes = next < bytes.Length && bytes[next] == LF ? bytes[(next + 1)..] : bytes[(end + 1)..];
        return line;
    }

    private static bool IsBlindCopy(ReadOnlySpan<byte> line) => IsField(line, "bcc"u8) || IsField(line, "resent-bcc"u8);

    private static bool IsField(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name)
    {
        if (line.Length <= name.Length || !Ascii.EqualsIgnoreCase(line[..name.Length], name))
        {
            return false;
        }

        var rest = line[name.Length..].TrimStart(" \t"u8);
        return !rest.IsEmpty && rest[0] == (byte)':';
    }
}
