namespace Hotmail.Pacing.Responses;

/// <summary>An enhanced status code (RFC 3463), such as 4.7.652.</summary>
/// <param name="Class">2, 4 or 5; 0 in the value that stands for none.</param>
/// <param name="Subject">The subject, 0–999.</param>
/// <param name="Detail">The detail, 0–999.</param>
public readonly record struct EnhancedStatusCode(byte Class, short Subject, short Detail)
{
    /// <summary>Whether there is a code.</summary>
    public bool IsPresent => Class != 0;

    /// <summary><c>4.7.652</c>, or an empty text when there is none.</summary>
    public override string ToString() => IsPresent ? $"{Class}.{Subject}.{Detail}" : string.Empty;

    /// <summary>Reads a code at the head of <paramref name="text"/>; what follows it may be anything but a letter, a digit, or a dot and a digit (as in an IP address).</summary>
    internal static bool TryRead(ReadOnlySpan<char> text, out EnhancedStatusCode code, out int length)
    {
        code = default;
        length = 0;
        if (text.Length < 5 || text[0] is not ('2' or '4' or '5') || text[1] != '.')
        {
            return false;
        }

        var subjectLength = ReadNumber(text[2..], out var subject);
        var dot = 2 + subjectLength;
        if (subjectLength == 0 || dot >= text.Length || text[dot] != '.')
        {
            return false;
        }

        var detailLength = ReadNumber(text[(dot + 1)..], out var detail);
        var end = dot + 1 + detailLength;
        if (detailLength == 0 || !EndsAt(text, end))
        {
            return false;
        }

        code = new EnhancedStatusCode((byte)(text[0] - '0'), subject, detail);
        length = end;
        return true;
    }

    private static bool EndsAt(ReadOnlySpan<char> text, int end)
    {
        if (end == text.Length)
        {
            return true;
        }

        return text[end] == '.' ? end + 1 == text.Length || !char.IsAsciiDigit(text[end + 1]) : !char.IsAsciiLetterOrDigit(text[end]);
    }

    /// <summary>Reads one to three digits; a fourth makes the caller fail, since it is neither a dot nor an end.</summary>
    private static int ReadNumber(ReadOnlySpan<char> text, out short value)
    {
        value = 0;
        var length = 0;
        while (length < 3 && length < text.Length && char.IsAsciiDigit(text[length]))
        {
            value = (short)((value * 10) + (text[length] - '0'));
            length++;
        }

        return length;
    }
}
