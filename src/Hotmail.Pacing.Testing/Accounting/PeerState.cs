using System.Net.Sockets;

namespace Hotmail.Pacing.Testing.Accounting;

/// <summary>
/// Asks the operating system whether a client has closed its connection, which it knows before the session has read that far: without asking, a
/// client that closes one connection and opens the next could find its old place still taken.
/// </summary>
internal static class PeerState
{
    // <netinet/tcp.h> on Linux: getsockopt(IPPROTO_TCP, TCP_INFO), whose first byte is the connection's state.
    private const int IpProtoTcp = 6;
    private const int TcpInfo = 11;
    private const byte TcpEstablished = 1;

    public static bool HasClosed(Socket socket)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                Span<byte> info = stackalloc byte[8];
                socket.GetRawSocketOption(IpProtoTcp, TcpInfo, info);
                return info[0] != TcpEstablished;
            }

            // Elsewhere a close behind bytes that were not read yet goes unseen.
            return socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }
}
