namespace Hotmail.Pacing.Tool.Text;

/// <summary>Text behind a label, whose further lines begin below it where a line is too narrow for it.</summary>
internal static class Paragraph
{
    private const int LeastWidth = 24;

    /// <summary>Writes one. What would steer a terminal is taken out of the text: it may be a stranger's.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="label">What stands before it, with the blanks behind it.</param>
    /// <param name="text">The text.</param>
    /// <param name="width">How many characters a line may have; <see langword="null"/> for as many as it takes.</param>
    public static void Write(TextWriter writer, string label, string text, int? width)
    {
        string rest = Words.Plain(text);
        int room = width is { } most ? Math.Max(LeastWidth, most - 1 - label.Length) : int.MaxValue;
        string before = label;
        while (rest.Length > room)
        {
            // A word that is longer than a line goes beyond it, so that a record can be copied whole.
            int end = rest.LastIndexOf(' ', room);
            end = end > 0 ? end : rest.IndexOf(' ', room);
            if (end < 0)
            {
                break;
            }

            writer.WriteLine($"{before}{rest[..end].TrimEnd()}");
            rest = rest[end..].TrimStart();
            before = new string(' ', label.Length);
        }

        if (rest.Length > 0 || before == label)
        {
            writer.WriteLine($"{before}{rest}".TrimEnd());
        }
    }
}
