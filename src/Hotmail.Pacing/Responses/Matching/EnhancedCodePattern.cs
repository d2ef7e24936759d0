using System.Globalization;

namespace Hotmail.Pacing.Responses.Matching;

/// <summary>What <see cref="ClassificationRule.EnhancedCodes"/> writes: <c>4.7.652</c>, <c>*.7.26</c>, <c>5.7.*</c>, <c>5.7.606-649</c>.</summary>
/// <param name="Class">The class; 0 for any.</param>
/// <param name="Subject">The subject.</param>
/// <param name="FirstDetail">The first detail.</param>
/// <param name="LastDetail">The last detail.</param>
internal readonly record struct EnhancedCodePattern(byte Class, short Subject, short FirstDetail, short LastDetail)
{
    private const short MaxNumber = 999;

    public static EnhancedCodePattern Parse(string text)
    {
        var parts = text.Split('.');
        if (parts.Length == 3 && TryReadClass(parts[0], out var @class) && TryReadNumber(parts[1], out var subject))
        {
            if (parts[2] == "*")
            {
                return new EnhancedCodePattern(@class, subject, 0, MaxNumber);
            }

            var range = parts[2].Split('-');
            if (range.Length <= 2 && TryReadNumber(range[0], out var first) && TryReadNumber(range[^1], out var last) && first <= last)
            {
                return new EnhancedCodePattern(@class, subject, first, last);
            }
        }

        throw new FormatException($"'{text}' is not an enhanced code such as 4.7.652, *.7.26, 5.7.* or 5.7.606-649.");
    }

    public bool Matches(EnhancedStatusCode code) =>
        code.IsPresent && (Class == 0 || Class == code.Class) && Subject == code.Subject && code.Detail >= FirstDetail && code.Detail <= LastDetail;

    public bool Overlaps(EnhancedCodePattern other) =>
        (Class == 0 || other.Class == 0 || Class == other.Class) && Subject == other.Subject && FirstDetail <= other.LastDetail && other.FirstDetail <= LastDetail;

    private static bool TryReadClass(string text, out byte @class)
    {
        @class = text switch { "4" => 4, "5" => 5, _ => 0 };
        return @class != 0 || text == "*";
    }

    private static bool TryReadNumber(string text, out short number) =>
        short.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= MaxNumber;
}
