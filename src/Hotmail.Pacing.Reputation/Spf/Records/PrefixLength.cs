using System.Globalization;

namespace Hotmail.Pacing.Reputation.Spf.Records;

/// <summary>Reads the lengths after slashes: <c>/24</c>, <c>//64</c>, <c>/24//64</c>.</summary>
internal static class PrefixLength
{
    /// <summary>Reads one length: digits without a leading zero, no more than <paramref name="most"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> digits, int most, out int length)
    {
        length = 0;
        return digits.Length is >= 1 and <= 3
            && digits.IndexOfAnyExceptInRange('0', '9') < 0
            && (digits.Length == 1 || digits[0] != '0')
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out length)
            && length <= most;
    }

    /// <summary>Takes the lengths off the end of an argument. A slash before them belongs to the domain.</summary>
    /// <returns>What stands before them, and what is wrong with them, if anything is.</returns>
    public static (string Domain, string? Error) CutFrom(string argument, ref int prefix4, ref int prefix6)
    {
        if (FindDigits(argument) is { } start6 && start6 >= 2 && argument[start6 - 2] == '/')
        {
            if (!TryParse(argument.AsSpan(start6), 128, out prefix6))
            {
                return (argument[..(start6 - 2)], $"\"{argument[(start6 - 2)..]}\" is not an IPv6 prefix length: // and a number from 0 to 128 without a leading zero.");
            }

            argument = argument[..(start6 - 2)];
        }

        if (FindDigits(argument) is { } start4)
        {
            if (!TryParse(argument.AsSpan(start4), 32, out prefix4))
            {
                return (argument[..(start4 - 1)], $"\"{argument[(start4 - 1)..]}\" is not an IPv4 prefix length: / and a number from 0 to 32 without a leading zero.");
            }

            argument = argument[..(start4 - 1)];
        }

        return (argument, null);
    }

    /// <summary>Where the digits begin when the text ends in a slash and digits.</summary>
    private static int? FindDigits(string text)
    {
        var start = text.LastIndexOf('/') + 1;
        return start > 0 && start < text.Length && text.AsSpan(start).IndexOfAnyExceptInRange('0', '9') < 0 ? start : null;
    }
}
