using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Hotmail.Pacing.Destinations;

/// <summary>
/// A bare envelope address (RFC 5321 §4.1.2, with RFC 6531 for UTF-8), taken apart and checked. It holds no CR, LF, NUL or other control
/// character, so that it can be written into MAIL FROM and RCPT TO as it is.
/// </summary>
internal readonly record struct EnvelopeAddress
{
    /// <summary>RFC 5321 §4.5.3.1.1: the most octets of a local part.</summary>
    public const int MaxLocalPartLength = 64;

    /// <summary>RFC 5321 §4.5.3.1.3: a path has at most 256 octets, two of which are its angle brackets.</summary>
    public const int MaxLength = 254;

    // A domain may be longer in Unicode than in ASCII only by composition and a trailing dot; this bounds the work on hostile input.
    private const int MaxInputLength = 1024;
    private const string AtomSymbols = "!#$%&'*+-/=?^_`{|}~";

    private EnvelopeAddress(string localPart, string domain, bool needsSmtpUtf8)
    {
        LocalPart = localPart;
        Domain = domain;
        NeedsSmtpUtf8 = needsSmtpUtf8;
    }

    /// <summary>The local part as it was written, quotes included.</summary>
    public string LocalPart { get; }

    /// <summary>The normalised domain (<see cref="DomainName"/>).</summary>
    public string Domain { get; }

    /// <summary>Whether the local part is not ASCII, so that only a server with SMTPUTF8 takes it.</summary>
    public bool NeedsSmtpUtf8 { get; }

    /// <summary>The address as it goes over the wire.</summary>
    public override string ToString() => $"{LocalPart}@{Domain}";

    /// <summary>Reads an address. Never throws.</summary>
    /// <param name="text">The bare address, without angle brackets or display name.</param>
    /// <param name="address">The address.</param>
    /// <param name="reason">What is wrong and where, as a sentence. It does not repeat the address.</param>
    public static bool TryParse(string? text, out EnvelopeAddress address, [NotNullWhen(false)] out string? reason)
    {
        address = default;
        if (string.IsNullOrEmpty(text))
        {
            reason = "The address is empty.";
            return false;
        }

        if (text.Length > MaxInputLength)
        {
            reason = $"The address is longer than {MaxLength} octets.";
            return false;
        }

        if (!TryReadLocalPart(text, out var length, out reason))
        {
            return false;
        }

        var localPart = text.AsSpan(0, length);
        var octets = Encoding.UTF8.GetByteCount(localPart);
        if (octets > MaxLocalPartLength)
        {
            reason = $"The local part has {octets} octets; {MaxLocalPartLength} are allowed.";
            return false;
        }

        if (!DomainName.TryNormalize(text[(length + 1)..], out var domain, out var fault))
        {
            reason = $"The domain {fault}.";
            return false;
        }

        if (octets + 1 + domain.Length > MaxLength)
        {
            reason = $"The address has {octets + 1 + domain.Length} octets; {MaxLength} are allowed.";
            return false;
        }

        address = new EnvelopeAddress(localPart.ToString(), domain, needsSmtpUtf8: octets != length);
        return true;
    }

    /// <summary>Finds the end of the local part: the position of the @ that ends it.</summary>
    private static bool TryReadLocalPart(string text, out int length, [NotNullWhen(false)] out string? reason)
    {
        length = 0;
        reason = text[0] == '"' ? ReadQuotedString(text, ref length) : ReadDotString(text, ref length);
        if (reason is not null)
        {
            return false;
        }

        if (length == text.Length)
        {
            reason = "The address has no @ and no domain.";
            return false;
        }

        if (text[length] != '@')
        {
            reason = Unexpected(text, length);
            return false;
        }

        return true;
    }

    private static string? ReadDotString(string text, ref int position)
    {
        var atomStart = 0;
        for (; position < text.Length && text[position] != '@'; position++)
        {
            var c = text[position];
            if (c == '.')
            {
                if (position == atomStart)
                {
                    return DotFault(position);
                }

                atomStart = position + 1;
            }
            else if (!char.IsAsciiLetterOrDigit(c) && !AtomSymbols.Contains(c, StringComparison.Ordinal) && !TryReadUtf8(text, ref position))
            {
                return Unexpected(text, position);
            }
        }

        if (position == 0)
        {
            return "The local part, before the @, is empty.";
        }

        return position == atomStart ? DotFault(position - 1) : null;
    }

    private static string? ReadQuotedString(string text, ref int position)
    {
        for (position = 1; position < text.Length; position++)
        {
            var c = text[position];
            if (c == '"')
            {
                position++;
                return null;
            }

            if (c == '\\')
            {
                if (++position == text.Length || text[position] is < ' ' or > '~')
                {
                    return position == text.Length ? "The local part ends within its quotes." : Unexpected(text, position);
                }
            }
            else if (c is < ' ' or > '~' && !TryReadUtf8(text, ref position))
            {
                return Unexpected(text, position);
            }
        }

        return "The local part ends within its quotes.";
    }

    /// <summary>Reads one character beyond ASCII (RFC 6531 §3.3). Control characters, line separators and halves of a surrogate pair are none.</summary>
    private static bool TryReadUtf8(string text, ref int position)
    {
        if (!Rune.TryGetRuneAt(text, position, out var rune) || rune.IsAscii || Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029)
        {
            return false;
        }

        position += rune.Utf16SequenceLength - 1;
        return true;
    }

    private static string DotFault(int position) =>
        $"The local part has a dot at position {position + 1} that does not stand between two characters; such a local part must be quoted.";

    private static string Unexpected(string text, int position) =>
        $"The address has a character at position {position + 1} that may not stand there: {DomainName.Describe(text[position])}.";
}
