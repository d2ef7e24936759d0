namespace Hotmail.Pacing.Reputation.Issues;

/// <summary>What strangers wrote, as an issue's evidence shows it.</summary>
internal static class QuotedText
{
    private const int Longest = 200;

    /// <summary>The text without control characters, and cut where it is long.</summary>
    public static string Quote(string text)
    {
        var shown = text.Length > Longest ? text[..Longest] + "…" : text;
        return shown.Any(IsHarmful) ? string.Concat(shown.Select(static c => IsHarmful(c) ? '\uFFFD' : c)) : shown;
    }

    private static bool IsHarmful(char c) => char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format;
}
