using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hotmail.Pacing.Destinations;

/// <summary>
/// The one spelling of a domain that the library keys everything by: ASCII (punycode), lower case, no trailing dot; or an address literal
/// (RFC 5321 §4.1.3) as <c>[192.0.2.1]</c> or <c>[IPv6:2001:db8::1]</c>. Normalising what is normal gives the same string back, without an allocation.
/// </summary>
internal static class DomainName
{
    /// <summary>RFC 1035 §2.3.4: the most octets of a label.</summary>
    public const int MaxLabelLength = 63;

    /// <summary>RFC 1035 §2.3.4: 255 octets in wire form are 253 characters in writing.</summary>
    public const int MaxLength = 253;

    // Composed forms can be shorter than what was written, so the bound on the input is wider than the one on the result.
    private const int MaxInputLength = 1024;
    private const string IPv6Tag = "IPv6:";

    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };
    private static readonly SearchValues<char> NormalCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>Normalises a domain. Never throws.</summary>
    /// <param name="text">The domain as written.</param>
    /// <param name="domain">The normalised domain.</param>
    /// <param name="reason">What is wrong with it, as the end of a sentence that begins with "The domain".</param>
    public static bool TryNormalize(string? text, [NotNullWhen(true)] out string? domain, [NotNullWhen(false)] out string? reason)
    {
        domain = null;
        if (string.IsNullOrEmpty(text))
        {
            reason = "is empty";
            return false;
        }

        if (text.Length > MaxInputLength)
        {
            reason = $"is longer than {MaxLength} characters";
            return false;
        }

        if (text[0] == '[')
        {
            return TryNormalizeLiteral(text, out domain, out reason);
        }

        if (text.AsSpan().ContainsAnyExcept(NormalCharacters) && !TryToAscii(ref text, out reason))
        {
            return false;
        }

        if (text[^1] == '.')
        {
            text = text[..^1];
        }

        reason = FindFault(text);
        if (reason is null)
        {
            domain = text;
        }

        return reason is null;
    }

    /// <summary>Whether a normalised domain is an address literal.</summary>
    public static bool IsAddressLiteral(string domain) => domain.Length > 0 && domain[0] == '[';

    /// <summary>Reads an address literal.</summary>
    public static bool TryReadLiteral(string domain, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        if (domain.Length < 3 || domain[0] != '[' || domain[^1] != ']')
        {
            return false;
        }

        var inner = domain.AsSpan(1, domain.Length - 2);
        return inner.StartsWith(IPv6Tag, StringComparison.OrdinalIgnoreCase)
            ? TryReadIPv6(inner[IPv6Tag.Length..], out address)
            : TryReadIPv4(inner, out address);
    }

    /// <summary>Reads an IP address in its usual form: four decimal numbers, or IPv6 without a zone. (<see cref="IPAddress.TryParse(string, out IPAddress)"/> takes <c>1</c> and <c>0x7f.1</c> too.)</summary>
    public static bool TryReadAddress(string text, [NotNullWhen(true)] out IPAddress? address) =>
        TryReadIPv4(text, out address) || TryReadIPv6(text, out address);

    private static bool TryNormalizeLiteral(string text, [NotNullWhen(true)] out string? domain, [NotNullWhen(false)] out string? reason)
    {
        domain = null;
        reason = null;
        if (!TryReadLiteral(text, out var address))
        {
            reason = "is not a valid address literal; write [192.0.2.1] or [IPv6:2001:db8::1]";
            return false;
        }

        var normal = address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{IPv6Tag}{address}]" : $"[{address}]";
        domain = normal == text ? text : normal;
        return true;
    }

    private static bool TryReadIPv4(ReadOnlySpan<char> text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        var dots = 0;
        var digits = 0;
        foreach (var c in text)
        {
            if (c == '.')
            {
                dots++;
                digits = 0;
            }
            else if (!char.IsAsciiDigit(c) || ++digits > 3)
            {
                return false;
            }
        }

        // A leading zero would be read as octal.
        return dots == 3
            && IPAddress.TryParse(text, out address)
            && address.AddressFamily == AddressFamily.InterNetwork
            && address.ToString().Length == text.Length;
    }

    private static bool TryReadIPv6(ReadOnlySpan<char> text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        return text.IndexOfAny('%', '[', '/') < 0
            && IPAddress.TryParse(text, out address)
            && address.AddressFamily == AddressFamily.InterNetworkV6;
    }

    private static bool TryToAscii(ref string text, [NotNullWhen(false)] out string? reason)
    {
        try
        {
            // Without the system's Unicode data (InvariantGlobalization) Normalize leaves the text as it is; lower case works either way.
            text = Ascii.IsValid(text)
                ? text.ToLowerInvariant()
                : Idn.GetAscii(text.Normalize(NormalizationForm.FormC).ToLowerInvariant()).ToLowerInvariant();
            reason = null;
            return true;
        }
        catch (ArgumentException)
        {
            reason = "cannot be written in ASCII: it has an empty or overlong label, or characters that no domain may have";
            return false;
        }
    }

    private static string? FindFault(string domain)
    {
        if (domain.Length is 0 or > MaxLength)
        {
            return domain.Length == 0 ? "is empty" : $"is longer than {MaxLength} characters";
        }

        var start = 0;
        while (true)
        {
            var length = domain.AsSpan(start).IndexOf('.');
            var label = length < 0 ? domain.AsSpan(start) : domain.AsSpan(start, length);
            if (FindLabelFault(label) is { } fault)
            {
                return fault;
            }

            if (length < 0)
            {
                return label.ContainsAnyExcept(Digits)
                    ? null
                    : "ends in a number; an IP address is written in brackets: [192.0.2.1]";
            }

            start += length + 1;
        }
    }

    private static string? FindLabelFault(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > MaxLabelLength)
        {
            return label.IsEmpty ? "has an empty label (two dots in a row, or one at the start)" : $"has a label longer than {MaxLabelLength} characters";
        }

        var odd = label.IndexOfAnyExcept(NormalCharacters);
        if (odd >= 0)
        {
            return $"has a character that no domain may have: {Describe(label[odd])}";
        }

        return label[0] == '-' || label[^1] == '-' ? "has a label that begins or ends with a hyphen" : null;
    }

    /// <summary>A character for a message: itself if it can be seen, and its code.</summary>
    public static string Describe(char c) =>
        char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c) ? $"U+{(int)c:X4}" : $"'{c}'";
}
