using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hotmail.Pacing.Reputation.Identity;

/// <summary>Tells the names that providers give to all their addresses from those that a person chose. A guess, from the name alone. Pure.</summary>
internal static class GenericName
{
    /// <summary>The labels at the end that say whose the name is, not which host.</summary>
    private const int OwnerLabels = 2;

    private static readonly FrozenSet<string> Words = new[]
    {
        "adsl", "broadband", "cable", "cust", "customer", "dhcp", "dial", "dialin", "dialup", "dsl", "dyn", "dynamic", "dynip", "generic", "pool", "ppp", "pppoe",
        "static", "unassigned", "unused", "vdsl", "xdsl",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a name looks generic, to follow "which"; null where it does not.</summary>
    public static string? FindReason(string name, IPAddress address)
    {
        var labels = name.Split('.');
        var host = string.Join('.', labels.Take(Math.Max(0, labels.Length - OwnerLabels)));
        return HasAddress(host, address) ? "has the address in it"
            : FindWord(host) is { } word ? $"has the word \"{word}\" in it"
            : null;
    }

    private static string? FindWord(string host)
    {
        var start = 0;
        for (var i = 0; i <= host.Length; i++)
        {
            if (i < host.Length && char.IsAsciiLetter(host[i]))
            {
                continue;
            }

            if (i > start && Words.Contains(host[start..i]))
            {
                return host[start..i];
            }

            start = i + 1;
        }

        return null;
    }

    private static bool HasAddress(string host, IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // The last 64 bits tell addresses of a network apart; written out they are 16 digits, which nobody chooses.
            var digits = string.Concat(host.Where(char.IsAsciiHexDigit));
            var end = Convert.ToHexString(bytes.AsSpan(8));
            return digits.Contains(end, StringComparison.OrdinalIgnoreCase) || digits.Contains(string.Concat(end.Reverse()), StringComparison.OrdinalIgnoreCase)
                || HasGroups(host, bytes);
        }

        return HasNumbers(host, bytes) || HasNumbers(host, [bytes[3], bytes[2], bytes[1], bytes[0]])
            || host.Contains(Convert.ToHexString(bytes), StringComparison.OrdinalIgnoreCase)
            || host.Contains(string.Concat(bytes.Select(static value => value.ToString("000", CultureInfo.InvariantCulture))), StringComparison.Ordinal);
    }

    /// <summary>Whether the four numbers stand in the name one after the other, also with other digits' zeros before them: <c>host-192-000-002-001</c>.</summary>
    private static bool HasNumbers(string host, byte[] bytes)
    {
        int[] numbers = [.. Numbers(host)];
        for (var i = 0; i + bytes.Length <= numbers.Length; i++)
        {
            if (numbers[i] == bytes[0] && numbers[i + 1] == bytes[1] && numbers[i + 2] == bytes[2] && numbers[i + 3] == bytes[3])
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<int> Numbers(string host)
    {
        var value = -1;
        foreach (var c in host)
        {
            if (char.IsAsciiDigit(c))
            {
                value = Math.Min((Math.Max(value, 0) * 10) + (c - '0'), 1000);
            }
            else if (value >= 0)
            {
                yield return value;
                value = -1;
            }
        }

        if (value >= 0)
        {
            yield return value;
        }
    }

    /// <summary>Whether the last four groups of an IPv6 address stand in the name, zeros left out: <c>2001-db8-0-0-a-b-c-1</c>. Groups of zeros alone prove nothing.</summary>
    private static bool HasGroups(string host, byte[] bytes)
    {
        var groups = Enumerable.Range(4, 4).Select(i => ((bytes[2 * i] << 8) | bytes[(2 * i) + 1]).ToString("x", CultureInfo.InvariantCulture)).ToArray();
        return groups.Count(static group => group != "0") > 1 && $"-{host.Replace('.', '-')}-".Contains($"-{string.Join('-', groups)}-", StringComparison.OrdinalIgnoreCase);
    }
}
