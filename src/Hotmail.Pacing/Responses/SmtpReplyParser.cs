using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Hotmail.Pacing.Responses;

/// <summary>Reads replies from bytes and text. Linear in what is read, which <see cref="SmtpReply.MaxLength"/> bounds.</summary>
internal static class SmtpReplyParser
{
    public static string Decode(ReadOnlySpan<byte> raw)
    {
        if (raw.Length > SmtpReply.MaxLength)
        {
            raw = raw[..SmtpReply.MaxLength];

            // A character that the bound cut in two must not make the rest look like another encoding.
            if (Rune.DecodeLastFromUtf8(raw, out _, out var consumed) == OperationStatus.NeedMoreData)
            {
                raw = raw[..^consumed];
            }
        }

        return (Utf8.IsValid(raw) ? Encoding.UTF8 : Encoding.Latin1).GetString(raw);
    }

    public static SmtpReply Read(ReadOnlySpan<char> text, SmtpStage stage)
    {
        text = Bound(text);
        var code = 0;
        foreach (var line in text.EnumerateLines())
        {
            if (TryReadCode(line.TrimStart(), out code, out _))
            {
                break;
            }
        }

        return ReadText(code, text, stage, codeOnLines: true);
    }

    public static SmtpReply ReadText(int code, ReadOnlySpan<char> text, SmtpStage stage, bool codeOnLines)
    {
        text = Bound(text);
        var enhancedCode = default(EnhancedStatusCode);
        var builder = new StringBuilder(text.Length);
        foreach (var full in text.EnumerateLines())
        {
            var line = full.Trim();

            // A line that starts with another code than the reply's keeps it: it may be words ("500 messages an hour").
            if (codeOnLines && TryReadCode(line, out var lineCode, out var codeLength) && lineCode == code)
            {
                line = line[codeLength..].TrimStart();
            }

            if (EnhancedStatusCode.TryRead(line, out var lineEnhanced, out var length))
            {
                enhancedCode = enhancedCode.IsPresent ? enhancedCode : lineEnhanced;
                line = line[length..].TrimStart();
            }

            builder.Append(line).Append('\n');
        }

        while (builder.Length > 0 && builder[^1] == '\n')
        {
            builder.Length--;
        }

        for (var i = 0; i < builder.Length; i++)
        {
            if (char.IsControl(builder[i]) && builder[i] != '\n')
            {
                builder[i] = ' ';
            }
        }

        return new SmtpReply(code, builder.ToString(), stage, enhancedCode);
    }

    private static ReadOnlySpan<char> Bound(ReadOnlySpan<char> text) => text.Length > SmtpReply.MaxLength ? text[..SmtpReply.MaxLength] : text;

    /// <summary>Three digits from 200 to 599, then the end, a space, a hyphen, or another character that cannot go on a word or a number.</summary>
    private static bool TryReadCode(ReadOnlySpan<char> line, out int code, out int length)
    {
        code = 0;
        length = 0;
        if (line.Length < 3 || line[0] is < '2' or > '5' || !char.IsAsciiDigit(line[1]) || !char.IsAsciiDigit(line[2]))
        {
            return false;
        }

        if (line.Length > 3 && (char.IsLetterOrDigit(line[3]) || line[3] is '.' or ','))
        {
            return false;
        }

        code = ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + (line[2] - '0');
        length = line.Length > 3 && line[3] is ' ' or '-' ? 4 : 3;
        return true;
    }
}
