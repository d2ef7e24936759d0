using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Hotmail.Pacing.Destinations;

/// <summary>This machine's own IP addresses.</summary>
internal static class LocalAddresses
{
    /// <summary>Reads them from the system; <see langword="null"/> where it does not tell.</summary>
    public static IReadOnlyCollection<IPAddress>? Read()
    {
        try
        {
            return NetworkInterface.GetAllNetworkInterfaces()
                .Where(static network => network.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
                .SelectMany(static network => network.GetIPProperties().UnicastAddresses)
                .Select(static unicast => unicast.Address)
                .ToArray();
        }
        catch (Exception e) when (e is NetworkInformationException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether an address is one of them. All of 127.0.0.0/8 is, though only 127.0.0.1 is listed.</summary>
    public static bool Contain(IReadOnlyCollection<IPAddress> addresses, IPAddress address)
    {
        if (IPAddress.IsLoopback(address))
        {
            return true;
        }

        // By the bytes: a listed link-local address has a zone, a configured one need not.
        var bytes = address.GetAddressBytes();
        return addresses.Any(local => local.GetAddressBytes().AsSpan().SequenceEqual(bytes));
    }

    /// <summary>Whether one of them can be the source of traffic to other networks by the given family.</summary>
    public static bool Reach(IReadOnlyCollection<IPAddress> addresses, AddressFamily family) =>
        addresses.Any(address => address.AddressFamily == family && !IPAddress.IsLoopback(address) && !IsLinkLocal(address));

    private static bool IsLinkLocal(IPAddress address) =>
        address.IsIPv6LinkLocal || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..]);
}
