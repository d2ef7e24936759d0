using System.Net;
using System.Net.Sockets;

namespace Hotmail.Pacing.Reputation.Dns;

/// <summary>Which addresses mean something outside.</summary>
internal static class AddressScope
{
    /// <summary>An IPv4 address mapped into IPv6 as the IPv4 address that it is; any other as it is.</summary>
    public static IPAddress Normalise(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Whether others can reach it: not loopback, private, shared, link-local, multicast or reserved (RFC 1918, RFC 6598, RFC 4193, RFC 6890).</summary>
    public static bool IsPublic(IPAddress address)
    {
        var normal = Normalise(address);
        if (normal.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return !(IPAddress.IsLoopback(normal) || normal.Equals(IPAddress.IPv6Any) || normal.IsIPv6LinkLocal || normal.IsIPv6SiteLocal || normal.IsIPv6UniqueLocal || normal.IsIPv6Multicast);
        }

        var bytes = normal.GetAddressBytes();
        return (bytes[0], bytes[1]) switch
        {
            (0 or 10 or 127 or >= 224, _) => false,
            (100, >= 64 and < 128) => false,
            (169, 254) => false,
            (172, >= 16 and < 32) => false,
            (192, 168) => false,
            _ => true,
        };
    }
}
