using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Hotmail.Pacing.DependencyInjection;

/// <summary>A DNS server as configured: an IP address, with or without a port.</summary>
internal static class DnsServerAddress
{
    private const int DefaultPort = 53;

    public static bool TryParse(string? text, [NotNullWhen(true)] out IPEndPoint? server)
    {
        if (!IPEndPoint.TryParse(text ?? string.Empty, out server))
        {
            return false;
        }

        // The system also reads 1 as 0.0.0.1, which nobody means.
        if (server.AddressFamily == AddressFamily.InterNetwork && !text!.StartsWith(server.Address.ToString(), StringComparison.Ordinal))
        {
            server = null;
            return false;
        }

        server.Port = server.Port == 0 ? DefaultPort : server.Port;
        return true;
    }
}
