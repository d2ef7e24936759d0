using System.Buffers;
using System.Text;

namespace Hotmail.Pacing.Telemetry;

/// <summary>
/// Hides the local part of every e-mail address in a text: <c>jane@example.com</c> becomes <c>j***@example.com</c>. In doubt it hides too much: of a run of
/// characters that an address may be made of, everything before the last <c>@</c> (or <c>%40</c>, as in links) goes. Time linear in the text's length.
/// </summary>
internal static class AddressMask
{
    private const string Hidden = "***";

    // RFC 5321 §4.5.3.1.1 allows 64 octets of local part; the quotes come on top.
    private const int LongestQuoted = 66;

    private static readonly SearchValues<char> Signs = SearchValues.Create("@%");

    // RFC 5322 atext, the dot, the signs themselves, and the backslash of an old escaped form.
    private static readonly SearchValues<char> AsciiOfAddresses =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~.@\\");

    /// <summary>The text with its addresses masked; the same instance when it has none.</summary>
    public static string Mask(string text)
    {
        StringBuilder? masked = null;
        var copied = 0;
        for (int sign = NextSign(text, 0), done = 0; sign >= 0; sign = NextSign(text, done))
        {
            var end = EndOfRun(text, sign);
            var last = LastSign(text, sign, end);
            var start = StartOfLocalPart(text, sign, done, copied);
            if (start < last)
            {
                masked ??= new StringBuilder(text.Length);
                var shown = char.IsHighSurrogate(text[start]) && start + 1 < last ? 2 : 1;
                masked.Append(text, copied, start + shown - copied).Append(Hidden);
                copied = last;
            }

            done = end;
        }

        return masked is null ? text : masked.Append(text, copied, text.Length - copied).ToString();
    }

    private static int NextSign(string text, int from)
    {
        while (from < text.Length)
        {
            var found = text.AsSpan(from).IndexOfAny(Signs);
            if (found < 0)
            {
                return -1;
            }

            from += found;
            if (IsSign(text, from))
            {
                return from;
            }

            from++;
        }

        return -1;
    }

    private static int LastSign(string text, int first, int end)
    {
        for (var at = end - 1; at > first; at--)
        {
            if (IsSign(text, at))
            {
                return at;
            }
        }

        return first;
    }

    private static bool IsSign(string text, int at) =>
        text[at] == '@' || (text[at] == '%' && text.AsSpan(at).StartsWith("%40", StringComparison.Ordinal));

    private static int EndOfRun(string text, int at)
    {
        while (at < text.Length && IsOfAddress(text[at]))
        {
            at++;
        }

        return at;
    }

    private static int StartOfLocalPart(string text, int sign, int done, int hiddenUpTo)
    {
        var start = sign;
        while (start > done && IsOfAddress(text[start - 1]))
        {
            start--;
        }

        return start < sign || start == done || text[start - 1] != '"' ? start : StartOfQuoted(text, sign, hiddenUpTo);
    }

    /// <summary>Where a local part such as <c>"john doe"@example.com</c> starts, of whose text some may have been hidden already, since <c>"john@home"</c> is one too.</summary>
    private static int StartOfQuoted(string text, int sign, int hiddenUpTo)
    {
        var from = Math.Max(hiddenUpTo, sign - LongestQuoted);
        var before = text.AsSpan(from, sign - 1 - from);
        var open = before.LastIndexOf('"');
        while (open > 0 && before[open - 1] == '\\')
        {
            open = before[..open].LastIndexOf('"');
        }

        return open >= 0 ? from + open : hiddenUpTo > 0 && from == hiddenUpTo ? hiddenUpTo : sign;
    }

    private static bool IsOfAddress(char letter) =>
        letter < 0x80 ? AsciiOfAddresses.Contains(letter) : !char.IsWhiteSpace(letter) && !char.IsControl(letter);
}
