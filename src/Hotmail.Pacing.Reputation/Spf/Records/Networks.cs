using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Hotmail.Pacing.Reputation.Spf.Records;

/// <summary>Addresses and networks as SPF means them.</summary>
internal static class Networks
{
    /// <summary>Whether the first <paramref name="prefix"/> bits of two addresses of the same family agree.</summary>
    public static bool Match(IPAddress client, IPAddress network, int prefix)
    {
        Span<byte> left = stackalloc byte[16];
        Span<byte> right = stackalloc byte[16];
        if (client.AddressFamily != network.AddressFamily || !client.TryWriteBytes(left, out _) || !network.TryWriteBytes(right, out _))
        {
            return false;
        }

        var whole = prefix / 8;
        var shift = 8 - (prefix % 8);
        return left[..whole].SequenceEqual(right[..whole]) && (shift == 8 || left[whole] >> shift == right[whole] >> shift);
    }

    /// <summary>Reads an address in the form that the record must have: four decimal numbers, or RFC 4291 without a scope.</summary>
    public static bool TryParse(string text, bool is4, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        if (is4)
        {
            var parts = text.Split('.');
            return parts.Length == 4
                && Array.TrueForAll(parts, static part => PrefixLength.TryParse(part, 255, out _))
                && IPAddress.TryParse(text, out address);
        }

        return text.All(static c => char.IsAsciiHexDigit(c) || c is ':' or '.')
            && IPAddress.TryParse(text, out address)
            && address.AddressFamily == AddressFamily.InterNetworkV6;
    }

    /// <summary>A client's address as SPF sees it: an IPv4 address in IPv6 clothes is IPv4, and a scope says nothing.</summary>
    public static IPAddress Normalise(IPAddress client) =>
        client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress(client.GetAddressBytes()) : client;
}
