namespace Hotmail.Pacing.Reputation.Issues;

/// <summary>What strangers wrote, as an issue's evidence shows it.</summary>
internal static class QuotedText
{
    private const int Longest = 200;

    private const int LongestSentence = 2_000;

    /// <summary>The text without control characters, and cut where it is long.</summary>
    public static string Quote(string text)
    {
        var shown = text.Length > Longest ? text[..Longest] + "…" : text;
        return shown.Any(IsHarmful) ? string.Concat(shown.Select(static c => IsHarmful(c) ? '\uFFFD' : c)) : shown;
    }

    /// <summary>A sentence with such texts in it, as people are shown it: on one line, without control characters, and cut where a stranger made it long. Characters keep their places.</summary>
    public static string Show(string sentence)
    {
        var shown = sentence.Length > LongestSentence ? sentence[..LongestSentence] + "…" : sentence;
        return shown.Any(IsUnfit) ? string.Concat(shown.Select(static c => c is '\r' or '\n' or '\t' ? ' ' : IsUnfit(c) ? '\uFFFD' : c)) : shown;
    }

    private static bool IsUnfit(char c) => char.IsControl(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format;

    private static bool IsHarmful(char c) => char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format;
}
