using System.Net;
using System.Net.Sockets;

namespace Hotmail.Pacing.Benchmarks.EndToEnd;

/// <summary>Ports of 127.0.0.1, for servers that are started here.</summary>
internal static class LoopbackPort
{
    /// <summary>One that nobody uses.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits some seconds until somebody listens.</summary>
    /// <returns>Whether somebody does; not where the server has ended.</returns>
    public static async Task<bool> IsListeningAsync(int port, Func<bool> hasEnded)
    {
        for (var attempt = 0; attempt < 100 && !hasEnded(); attempt++)
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        return false;
    }
}
