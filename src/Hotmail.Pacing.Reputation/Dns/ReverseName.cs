using System.Net;
using System.Net.Sockets;

namespace Hotmail.Pacing.Reputation.Dns;

/// <summary>An address as the DNS has it in a name: its parts reversed (RFC 1035 §3.5, RFC 3596 §2.5, RFC 5782 §2).</summary>
internal static class ReverseName
{
    /// <summary>The labels: four decimal numbers, or the 32 hexadecimal digits of IPv6. An IPv4 address mapped into IPv6 counts as IPv6.</summary>
    public static string Labels(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        Array.Reverse(bytes);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? string.Join('.', bytes)
            : string.Join('.', bytes.Select(static value => $"{value & 0xF:x}.{value >> 4:x}"));
    }

    /// <summary>The name that holds the address's own names.</summary>
    public static string ForPtr(IPAddress address) => Labels(address) + (address.AddressFamily == AddressFamily.InterNetwork ? ".in-addr.arpa" : ".ip6.arpa");
}
