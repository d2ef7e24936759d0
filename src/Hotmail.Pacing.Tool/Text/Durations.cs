using System.CommandLine.Parsing;
using System.Globalization;

namespace Hotmail.Pacing.Tool.Text;

/// <summary>Spans of time as people write them: <c>90s</c>, <c>30m</c>, <c>2h</c>, <c>1h30m</c>, <c>4d</c>.</summary>
internal static class Durations
{
    private const double MostDays = 3650;

    /// <summary>For an option.</summary>
    public static TimeSpan Parse(ArgumentResult result)
    {
        if (TryParse(result.Tokens[0].Value, out TimeSpan duration))
        {
            return duration;
        }

        result.AddError($"'{result.Tokens[0].Value}' is no span of time: write it as 90s, 30m, 2h, 1h30m or 4d.");
        return default;
    }

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        for (ReadOnlySpan<char> rest = text; rest.Length > 0;)
        {
            int end = rest.IndexOfAny("smhd");
            if (end < 1
                || !double.TryParse(rest[..end], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count)
                || count * DaysOf(rest[end]) is var days && days + duration.TotalDays > MostDays)
            {
                return false;
            }

            duration += TimeSpan.FromDays(days);
            rest = rest[(end + 1)..];
        }

        return duration > TimeSpan.Zero;
    }

    /// <summary>The two largest parts: <c>2h 13m</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero)
        {
            duration = TimeSpan.Zero;
        }

        return duration switch
        {
            { TotalDays: >= 1 } => Join((int)duration.TotalDays, "d", duration.Hours, "h"),
            { TotalHours: >= 1 } => Join(duration.Hours, "h", duration.Minutes, "m"),
            { TotalMinutes: >= 1 } => Join(duration.Minutes, "m", duration.Seconds, "s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{duration.Seconds}s"),
        };
    }

    private static string Join(int large, string largeUnit, int small, string smallUnit) =>
        string.Create(CultureInfo.InvariantCulture, $"{large}{largeUnit} {small}{smallUnit}");

    private static double DaysOf(char unit) => unit switch
    {
        's' => 1.0 / (24 * 60 * 60),
        'm' => 1.0 / (24 * 60),
        'h' => 1.0 / 24,
        _ => 1,
    };
}
