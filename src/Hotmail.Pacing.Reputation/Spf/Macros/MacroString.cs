using System.Buffers;
using System.Text;
using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Macros;

/// <summary>A text with macros (RFC 7208 §7), taken apart. Immutable.</summary>
internal sealed class MacroString
{
    private const string DelimiterCharacters = ".-+,/_=";

    private static readonly SearchValues<char> Delimiters = SearchValues.Create(DelimiterCharacters);

    private readonly List<MacroPart> _parts;

    private MacroString(string text, List<MacroPart> parts, bool endsInMacro) => (Text, _parts, EndsInMacro) = (text, parts, endsInMacro);

    /// <summary>The text as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether the last thing in it is a macro, <c>%%</c>, <c>%_</c> or <c>%-</c>.</summary>
    public bool EndsInMacro { get; }

    /// <summary>Whether it holds <c>%{p}</c>, for which the DNS must be asked.</summary>
    public bool NeedsValidatedName => _parts.Exists(static part => part.Letter == 'p');

    /// <summary>Whether it stands for something that only a client knows: anything but the domain.</summary>
    public bool NeedsClient => _parts.Exists(static part => part.Literal is null && part.Letter != 'd');

    /// <summary>The name that it means in a domain's record; null where that depends on the client.</summary>
    /// <param name="domain">Whose record has it.</param>
    public string? ToName(string domain) => NeedsClient ? null : DomainSpec.ToName(Expand(new MacroValues(SpfSubject.Nobody, domain, null)));

    /// <summary>The text as another domain's record must have it to mean the same: with what <c>%{d}</c> stands for in its place.</summary>
    /// <param name="domain">Whose record has it.</param>
    public string WriteFor(string domain) => string.Concat(_parts.Select(part =>
        part.Letter == 'd' ? new MacroPart { Literal = part.Expand(new MacroValues(SpfSubject.Nobody, domain, null)) }.Written : part.Written));

    /// <summary>Takes a text apart.</summary>
    /// <param name="text">The text.</param>
    /// <param name="error">What is wrong with it; null when nothing is.</param>
    /// <param name="position">Where that is in the text.</param>
    /// <param name="inExplanation">Whether <c>c</c>, <c>r</c> and <c>t</c> are allowed.</param>
    public static MacroString Parse(string text, out string? error, out int position, bool inExplanation)
    {
        var parts = new List<MacroPart>();
        var literal = new StringBuilder();
        var endsInMacro = false;
        (error, position) = (null, 0);
        for (var i = 0; i < text.Length && error is null;)
        {
            endsInMacro = text[i] == '%';
            if (!endsInMacro)
            {
                literal.Append(text[i++]);
                continue;
            }

            position = i;
            switch (i + 1 < text.Length ? text[i + 1] : '\0')
            {
                case '%':
                    literal.Append('%');
                    i += 2;
                    break;
                case '_':
                    literal.Append(' ');
                    i += 2;
                    break;
                case '-':
                    literal.Append("%20");
                    i += 2;
                    break;
                case '{':
                    Flush(literal, parts);
                    error = ReadMacro(text, ref i, inExplanation, parts);
                    break;
                default:
                    error = "A % stands alone; %%, %_, %- or %{ is meant.";
                    break;
            }
        }

        Flush(literal, parts);
        return new MacroString(text, parts, endsInMacro);
    }

    /// <summary>The text with its macros expanded.</summary>
    public string Expand(MacroValues values)
    {
        if (_parts.Count == 1)
        {
            return _parts[0].Expand(values);
        }

        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(part.Expand(values));
        }

        return text.ToString();
    }

    private static void Flush(StringBuilder literal, List<MacroPart> parts)
    {
        if (literal.Length > 0)
        {
            parts.Add(new MacroPart { Literal = literal.ToString() });
            literal.Clear();
        }
    }

    /// <summary>Reads <c>%{</c> letter, digits, <c>r</c>, delimiters, <c>}</c>, and goes behind it.</summary>
    private static string? ReadMacro(string text, ref int i, bool inExplanation, List<MacroPart> parts)
    {
        var end = text.IndexOf('}', i);
        if (end < 0)
        {
            return "A macro has no closing brace.";
        }

        var body = text.AsSpan(i + 2, end - i - 2);
        var macro = text[i..(end + 1)];
        var letter = body.IsEmpty ? '\0' : char.ToLowerInvariant(body[0]);
        if (!"slodiphcrtv".Contains(letter, StringComparison.Ordinal))
        {
            return $"There is no macro {macro}.";
        }

        if (!inExplanation && (letter is 'c' or 'r' or 't'))
        {
            return $"{macro} is allowed in explanations only.";
        }

        var rest = body[1..];
        var digits = rest.IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? rest.Length : digits;
        var keep = ToCount(rest[..digits]);
        if (digits > 0 && keep == 0)
        {
            return $"{macro} keeps 0 parts; it must keep at least one.";
        }

        rest = rest[digits..];
        var reverse = rest.Length > 0 && (rest[0] is 'r' or 'R');
        rest = reverse ? rest[1..] : rest;
        if (rest.IndexOfAnyExcept(Delimiters) >= 0)
        {
            return $"{macro} has something between letter and brace that is neither digits, r nor a delimiter ({DelimiterCharacters}).";
        }

        parts.Add(new MacroPart
        {
            Letter = letter,
            Escape = char.IsAsciiLetterUpper(body[0]),
            Keep = keep,
            Reverse = reverse,
            Delimiters = rest.IsEmpty ? "." : rest.ToString(),
        });
        i = end + 1;
        return null;
    }

    /// <summary>No value has more than some hundreds of parts, so that a longer number is any large number.</summary>
    private static int ToCount(ReadOnlySpan<char> digits)
    {
        var trimmed = digits.TrimStart('0');
        var count = 0;
        foreach (var digit in trimmed.Length > 6 ? "999999" : trimmed)
        {
            count = (count * 10) + (digit - '0');
        }

        return count;
    }
}
