using System.Globalization;
using Hotmail.Pacing.Sqlite.Commands.Model;

namespace Hotmail.Pacing.Tool.Text;

/// <summary>Times, numbers and replies in words.</summary>
internal static class Words
{
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>When something is due, seen from now.</summary>
    public static string Due(DateTimeOffset due, DateTimeOffset now) => due <= now ? "now" : $"in {Durations.Format(due - now)}";

    /// <summary><c>1 delivery</c>, <c>2 deliveries</c>.</summary>
    public static string Count(long count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";

    /// <summary>A share from 0 to 1; <c>-</c> where there is none.</summary>
    public static string Share(double? share) => share is { } known ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(known * 1000) / 10:F1}%") : "-";

    /// <summary>A text from outside, without what would change how a terminal shows what follows.</summary>
    public static string Plain(string text) =>
        string.Concat(text.Select(static letter => char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? '\uFFFD' : letter));

    public static string Reply(ReplyInfo? reply) => reply is null ? "" : string.Join(' ', new[] { Number(reply.Code), reply.EnhancedCode, reply.Text }.Where(static part => part is not null));

    /// <summary>The first, and how many more.</summary>
    public static string Recipients(IReadOnlyList<string> recipients) => recipients switch
    {
        [] => "(damaged)",
        [var only] => only,
        [var first, ..] => $"{first} +{Number(recipients.Count - 1)}",
    };

    /// <summary>An enumeration's member as it is written in JSON and in options.</summary>
    public static string Name<T>(T member)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString());

    /// <summary>A result of authentication in the words of RFC 8601: <c>softfail</c>, <c>temperror</c>.</summary>
    public static string Verdict<T>(T verdict)
        where T : struct, Enum => verdict.ToString().ToLowerInvariant();
}
