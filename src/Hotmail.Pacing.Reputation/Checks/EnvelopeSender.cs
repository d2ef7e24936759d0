namespace Hotmail.Pacing.Reputation.Checks;

/// <summary>An envelope sender as people and fields write it (RFC 5321 §4.1.2, RFC 5322 §3.6.7). Pure.</summary>
internal static class EnvelopeSender
{
    /// <summary>The address alone: without angle brackets, what stands around them, and a source route; empty for a bounce.</summary>
    public static string Parse(string text)
    {
        var path = text.Trim();
        if (!path.StartsWith('"') && path.IndexOf('<', StringComparison.Ordinal) is >= 0 and var start)
        {
            var end = path.LastIndexOf('>');
            path = path[(start + 1)..(end > start ? end : path.Length)].Trim();
        }

        // <@relay.example:ann@example.com>, which RFC 5321 still lets receivers see.
        if (path.StartsWith('@') && path.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
        {
            path = path[(colon + 1)..];
        }

        var at = path.LastIndexOf('@');
        return at > 0 && path.AsSpan(at).IndexOfAny(' ', '\t', '(') is > 0 and var rest ? path[..(at + rest)] : path;
    }
}
