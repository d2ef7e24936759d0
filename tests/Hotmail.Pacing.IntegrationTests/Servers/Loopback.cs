using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Hotmail.Pacing.IntegrationTests.Servers;

/// <summary>Ports on loopback addresses.</summary>
internal static class Loopback
{
    private static readonly HashSet<int> GivenOut = [];

    /// <summary>
    /// A port free on each of the addresses (127.0.0.1 without any). It lies below the range from which the system takes the ports of outgoing
    /// connections, so that a server killed in the middle of a campaign finds its port free when it starts again.
    /// </summary>
    public static int FreePort(params IPAddress[] addresses)
    {
        IPAddress[] wanted = addresses.Length == 0 ? [IPAddress.Loopback] : addresses;
        lock (GivenOut)
        {
            for (var attempt = 0; attempt < 1000; attempt++)
            {
                var port = Random.Shared.Next(15_000, 32_000);
                if (!GivenOut.Contains(port) && wanted.All(address => IsFree(address, port)))
                {
                    GivenOut.Add(port);
                    return port;
                }
            }
        }

        throw new InvalidOperationException($"No port is free on {string.Join(", ", wanted.AsEnumerable())}.");
    }

    /// <summary>Whether something listens there. Asks the system, so that the server's own count of connections stays exact.</summary>
    public static bool IsListening(IPEndPoint endPoint) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Contains(endPoint);

    private static bool IsFree(IPAddress address, int port)
    {
        using var tcp = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var udp = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            tcp.Bind(new IPEndPoint(address, port));
            udp.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
