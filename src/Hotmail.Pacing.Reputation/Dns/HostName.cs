using Hotmail.Pacing.Reputation.Domains;

namespace Hotmail.Pacing.Reputation.Dns;

/// <summary>Names of hosts. Pure.</summary>
internal static class HostName
{
    /// <summary>Names that mean something only inside (RFC 6761, RFC 6762, RFC 8375, and what networks use without asking).</summary>
    private static readonly string[] LocalEndings = ["localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "private", "invalid", "test", "home.arpa"];

    /// <summary>Whether two names are the same.</summary>
    public static bool AreSame(string one, string other) => DomainName.ToAscii(one).Equals(DomainName.ToAscii(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>Why a text is no host name (letters, digits, inner hyphens and dots; RFC 5321 §2.3.5, RFC 1123 §2.1); null where it is one.</summary>
    public static string? FindError(string name, out int position)
    {
        position = 0;
        if (name.Length == 0)
        {
            return "it is empty";
        }

        for (var i = 0; i < name.Length; i++)
        {
            position = i;
            var c = name[i];
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.'))
            {
                return c == '_' ? "it has an underscore" : "it has a character that is no letter, digit, hyphen or dot";
            }

            if (c == '-' && (i == 0 || name[i - 1] == '.' || i == name.Length - 1 || name[i + 1] == '.'))
            {
                return "a label begins or ends with a hyphen";
            }

            if (c == '.' && (i == 0 || name[i - 1] == '.'))
            {
                return "it has an empty label";
            }
        }

        position = 0;
        return DomainName.CanBeAsked(name) ? null : "it or one of its labels is too long, or it ends in a dot";
    }

    /// <summary>The ending by which a name means something only inside; null where it has none.</summary>
    public static string? FindLocalEnding(string name) => Array.Find(LocalEndings, ending => DomainName.IsAtOrBelow(name, ending));
}
