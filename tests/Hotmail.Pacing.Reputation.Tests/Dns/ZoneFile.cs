using System.Globalization;

namespace Hotmail.Pacing.Reputation.Tests.Dns;

/// <summary>Writes a zone in the form that a name server reads, under the root.</summary>
internal static class ZoneFile
{
    private const int LongestString = 255;

    public static string Write(ZoneResolver zone) => string.Join('\n', zone.All.Select(static (record, index) =>
        $"{ToName(record.Name)} {record.Kind} {ToData(record.Kind, record.Value, index)}"));

    private static string ToData(string kind, string value, int preference) => kind switch
    {
        "TXT" => value.Length == 0 ? "\"\"" : string.Join(' ', value.Chunk(LongestString).Select(static part => $"\"{string.Concat(part.Select(Escape))}\"")),
        "MX" => $"{preference.ToString(CultureInfo.InvariantCulture)} {ToName(value)}",
        "A" or "AAAA" => value,
        _ => ToName(value),
    };

    private static string ToName(string name) => string.Join('.', name.TrimEnd('.').Split('.').Select(static label => string.Concat(label.Select(Escape)))) + ".";

    private static string Escape(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c.ToString() : $"\\{(int)c:000}";
}
