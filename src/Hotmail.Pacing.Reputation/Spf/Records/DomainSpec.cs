using Hotmail.Pacing.Reputation.Spf.Macros;

namespace Hotmail.Pacing.Reputation.Spf.Records;

/// <summary>What RFC 7208 §7 demands of a domain in a record beyond its macros, and of the name that is made of it.</summary>
internal static class DomainSpec
{
    private const int LongestName = 253;

    /// <summary>Why the text cannot be a domain-spec: it must end in a macro or in a dot and a top label. Null when it can.</summary>
    public static string? FindError(MacroString domain, out int position)
    {
        position = 0;
        if (domain.Text.Length == 0)
        {
            return "The domain is missing.";
        }

        if (domain.EndsInMacro)
        {
            return null;
        }

        var text = domain.Text.EndsWith('.') ? domain.Text[..^1] : domain.Text;
        var start = text.LastIndexOf('.') + 1;
        position = start;
        if (IsTopLabel(text.AsSpan(start)))
        {
            return start > 0 ? null : $"\"{text}\" is a single label; a domain has at least two.";
        }

        if (Networks.TryParse(text, is4: true, out _))
        {
            position = 0;
            return $"\"{text}\" is an address, not a domain; ip4: is meant.";
        }

        return $"\"{text[start..]}\" cannot be a domain's last label: letters, digits and inner hyphens, not digits alone.";
    }

    /// <summary>Makes a name to be asked for out of an expanded domain: no final dot, no more than 253 characters, labels cut from the left.</summary>
    public static string ToName(string expanded)
    {
        var name = expanded.EndsWith('.') ? expanded[..^1] : expanded;
        if (name.Length <= LongestName)
        {
            return name;
        }

        // What follows the first dot behind which no more than the longest name is left.
        var dot = name.IndexOf('.', name.Length - LongestName - 1);
        return dot < 0 ? name[(name.LastIndexOf('.') + 1)..] : name[(dot + 1)..];
    }

    private static bool IsTopLabel(ReadOnlySpan<char> label)
    {
        if (label.IsEmpty || label[0] == '-' || label[^1] == '-')
        {
            return false;
        }

        var digits = true;
        foreach (var c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
            {
                return false;
            }

            digits &= char.IsAsciiDigit(c);
        }

        return !digits;
    }
}
