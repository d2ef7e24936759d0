namespace Hotmail.Pacing.Reputation.Dkim.Verification;

/// <summary>How long a body is in its canonical form (RFC 6376 §3.4.3, §3.4.4): what <c>l=</c> counts.</summary>
internal static class CanonicalBody
{
    public static long Measure(ReadOnlySpan<byte> body, bool isRelaxed)
    {
        long length = 0;
        var emptyLines = 0L;
        while (!body.IsEmpty)
        {
            var end = body.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (line.EndsWith("\r"u8) && end >= 0)
            {
                line = line[..^1];
            }

            var octets = isRelaxed ? MeasureRelaxed(line) : line.Length;
            if (octets == 0)
            {
                emptyLines++;
            }
            else
            {
                length += (emptyLines * 2) + octets + 2;
                emptyLines = 0;
            }
        }

        return length == 0 && !isRelaxed ? 2 : length;
    }

    private static int MeasureRelaxed(ReadOnlySpan<byte> line)
    {
        line = line.TrimEnd(" \t"u8);
        var length = 0;
        var inSpace = false;
        foreach (var octet in line)
        {
            var isSpace = octet is (byte)' ' or (byte)'\t';
            length += isSpace && inSpace ? 0 : 1;
            inSpace = isSpace;
        }

        return length;
    }
}
