using System.Globalization;
using System.Net;
using System.Text;

namespace Hotmail.Pacing.Reputation.Domains;

/// <summary>Names as the DNS knows them: ASCII, no final dot. Pure.</summary>
internal static class DomainName
{
    private const int LongestName = 253;

    private const int LongestLabel = 63;

    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    /// <summary>Brings a domain into that form, in lower case. Null, with the reason as a sentence, where it is no domain.</summary>
    public static string? Normalize(string domain, out string? error)
    {
        var name = ToAscii(domain);
        error = name.Length == 0 ? "There is no domain."
            : !Ascii.IsValid(name) ? "The domain has characters, or a length, that no domain can have."
            : null;
        error ??= name[0] == '[' || IPAddress.TryParse(name, out _) ? $"{name} is an address, not a domain."
            : !CanBeAsked(name) || name.Contains(' ', StringComparison.Ordinal) ? "The domain has an empty or a too long label, is too long, or has characters that no domain has."
            : null;
        return error is null ? name.ToLowerInvariant() : null;
    }

    /// <summary>A domain in ASCII, without a final dot; as it is, where there is none. Capital letters of ASCII stay.</summary>
    public static string ToAscii(string domain)
    {
        var name = domain.EndsWith('.') ? domain[..^1] : domain;
        try
        {
            // The mapping leaves capital letters as they are where the host's globalisation is invariant.
            return Ascii.IsValid(name) ? name : Idn.GetAscii(name.ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return name;
        }
    }

    /// <summary>Whether the DNS can be asked for a name: labels of 1 to 63 visible characters or spaces (as SPF's macros make them), 253 characters in all.</summary>
    public static bool CanBeAsked(string name)
    {
        if (name.Length > LongestName)
        {
            return false;
        }

        var length = 0;
        foreach (var c in name)
        {
            if ((c == '.' && length == 0) || c is < ' ' or > '~')
            {
                return false;
            }

            length = c == '.' ? 0 : length + 1;
            if (length > LongestLabel)
            {
                return false;
            }
        }

        return length > 0;
    }

    /// <summary>The domain above; null for a top-level domain.</summary>
    public static string? Parent(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? null : name[(dot + 1)..];
    }

    /// <summary>How many labels a name has.</summary>
    public static int CountLabels(string name) => name.AsSpan().Count('.') + 1;

    /// <summary>Whether a name is the domain or stands below it. Both are ASCII, without a final dot.</summary>
    public static bool IsAtOrBelow(string name, string domain) =>
        name.EndsWith(domain, StringComparison.OrdinalIgnoreCase) && (name.Length == domain.Length || name[^(domain.Length + 1)] == '.');
}
