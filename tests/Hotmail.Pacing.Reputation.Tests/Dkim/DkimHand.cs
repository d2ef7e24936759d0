using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Hotmail.Pacing.Reputation.Tests.Dkim;

/// <summary>DKIM once more, after RFC 6376 §3.4 to §3.7 and without MimeKit: signs what tests want signed, right or wrong, and verifies what the library signed. Messages are bytes as Latin-1, with CRLF.</summary>
internal static partial class DkimHand
{
    /// <summary>Signs.</summary>
    /// <param name="message">The message.</param>
    /// <param name="tags">The tags, without <c>bh</c> and <c>b</c>.</param>
    /// <param name="key">The key.</param>
    /// <param name="bodyHash">Another <c>bh</c> than the right one.</param>
    public static string Sign(string message, string tags, HandKey key, string? bodyHash = null)
    {
        var field = $"DKIM-Signature: {tags}; bh={bodyHash ?? BodyHash(message, tags)};\r\n\tb=";
        return $"{field}{Convert.ToBase64String(key.Sign(Data(message, field, tags)))}\r\n{message}";
    }

    /// <summary>Whether the signature at this place, from 0, is right for the message.</summary>
    public static bool Verify(string message, int index, HandKey key)
    {
        var field = Fields(message).Where(static field => field.StartsWith("DKIM-Signature:", StringComparison.Ordinal)).ElementAt(index);
        var tags = field[(field.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var signature = Tag(tags, "b")!;
        var empty = field[..(SignatureTag().Match(field).Index + SignatureTag().Match(field).Length)];
        return Tag(tags, "bh") == BodyHash(message, tags) && key.Verify(Data(message, empty, tags), Convert.FromBase64String(signature));
    }

    /// <summary>A tag's value without white space; null where there is none.</summary>
    public static string? Tag(string tags, string name) => tags.Split(';').Select(static tag => tag.Split('=', 2))
        .Where(tag => tag.Length == 2 && tag[0].Trim() == name).Select(static tag => string.Concat(tag[1].Where(static c => !char.IsWhiteSpace(c)))).FirstOrDefault();

    private static string BodyHash(string message, string tags)
    {
        var isRelaxed = (Tag(tags, "c") ?? "").EndsWith("/relaxed", StringComparison.Ordinal);
        var body = message[(message.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        var lines = body.Split("\r\n").Select(line => isRelaxed ? Spaces().Replace(line.TrimEnd(' ', '\t'), " ") : line).ToList();
        while (lines.Count > 0 && lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        var canonical = string.Concat(lines.Select(static line => line + "\r\n"));
        canonical = canonical.Length == 0 && !isRelaxed ? "\r\n" : canonical;
        if (Tag(tags, "l") is { } length && int.TryParse(length, CultureInfo.InvariantCulture, out var bytes) && bytes < canonical.Length)
        {
            canonical = canonical[..bytes];
        }

        return Convert.ToBase64String(SHA256.HashData(Encoding.Latin1.GetBytes(canonical)));
    }

    private static byte[] Data(string message, string field, string tags)
    {
        var isRelaxed = (Tag(tags, "c") ?? "").StartsWith("relaxed", StringComparison.Ordinal);
        var left = Fields(message).Where(other => !other.StartsWith(field, StringComparison.Ordinal)).Reverse().ToList();
        var data = new StringBuilder();
        foreach (var name in (Tag(tags, "h") ?? "").Split(':'))
        {
            var found = left.Find(other => other.Split(':')[0].TrimEnd().Equals(name, StringComparison.OrdinalIgnoreCase));
            if (found is not null)
            {
                left.Remove(found);
                data.Append(isRelaxed ? Relax(found) : found).Append("\r\n");
            }
        }

        return Encoding.Latin1.GetBytes(data.Append(isRelaxed ? Relax(field) : field).ToString());
    }

    private static string Relax(string field)
    {
        var colon = field.IndexOf(':', StringComparison.Ordinal);
        var value = Spaces().Replace(field[(colon + 1)..].Replace("\r\n", "", StringComparison.Ordinal), " ").Trim(' ');
        return $"{field[..colon].TrimEnd().ToLowerInvariant()}:{value}";
    }

    private static string[] Fields(string message) =>
        Folds().Replace(message[..message.IndexOf("\r\n\r\n", StringComparison.Ordinal)], "\0$1").Split("\r\n").Select(static field => field.Replace("\0", "\r\n", StringComparison.Ordinal)).ToArray();

    [GeneratedRegex("\r\n([ \t])")]
    private static partial Regex Folds();

    [GeneratedRegex("[ \t]+")]
    private static partial Regex Spaces();

    [GeneratedRegex("[;\\s]b=")]
    private static partial Regex SignatureTag();
}
