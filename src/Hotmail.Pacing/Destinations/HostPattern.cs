using System.Diagnostics.CodeAnalysis;

namespace Hotmail.Pacing.Destinations;

/// <summary>A pattern of a group: a name, <c>*.example.com</c> (whatever is below it), or for domains <c>hotmail.*</c> (the name under any top level).</summary>
/// <param name="Kind">Which of these.</param>
/// <param name="Text">The normalised name; for <c>*.example.com</c> the text <c>example.com</c>, for <c>hotmail.*</c> the text <c>hotmail</c>.</param>
internal readonly record struct HostPattern(HostPatternKind Kind, string Text)
{
    /// <summary>Reads a pattern. Never throws.</summary>
    /// <param name="text">The pattern as configured.</param>
    /// <param name="anyTopLevel">Whether <c>hotmail.*</c> may be said: for domains, not for mail exchangers.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="reason">What is wrong with it, as the end of a sentence.</param>
    public static bool TryParse(string? text, bool anyTopLevel, out HostPattern pattern, [NotNullWhen(false)] out string? reason)
    {
        var name = text;
        var kind = HostPatternKind.Exact;
        if (text?.StartsWith("*.", StringComparison.Ordinal) == true)
        {
            kind = HostPatternKind.Below;
            name = text[2..];
        }
        else if (anyTopLevel && text?.EndsWith(".*", StringComparison.Ordinal) == true)
        {
            kind = HostPatternKind.AnyTopLevel;
            name = text[..^2];
        }

        pattern = default;
        if (!DomainName.TryNormalize(name, out var normal, out reason))
        {
            return false;
        }

        if (kind != HostPatternKind.Exact && DomainName.IsAddressLiteral(normal))
        {
            reason = "joins a wildcard to an address literal";
            return false;
        }

        if (kind == HostPatternKind.AnyTopLevel && normal.Contains('.', StringComparison.Ordinal))
        {
            reason = "has a dot before .*; only one label may stand there, as in hotmail.*";
            return false;
        }

        pattern = new HostPattern(kind, normal);
        return true;
    }

    /// <summary>Whether every name that <paramref name="other"/> stands for is one of this pattern's too. For mail exchangers' patterns.</summary>
    public bool Covers(HostPattern other) =>
        this == other || (Kind == HostPatternKind.Below && other.Text.Length > Text.Length
            && other.Text.EndsWith(Text, StringComparison.Ordinal) && other.Text[^(Text.Length + 1)] == '.');

    /// <summary>The pattern as it is written in configuration.</summary>
    public override string ToString() => Kind switch
    {
        HostPatternKind.Below => $"*.{Text}",
        HostPatternKind.AnyTopLevel => $"{Text}.*",
        _ => Text,
    };
}
