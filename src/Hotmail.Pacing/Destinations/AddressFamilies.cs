using System.Net;
using System.Net.Sockets;

namespace Hotmail.Pacing.Destinations;

/// <summary>
/// Which of a host's addresses this machine can try: many senders have no IPv6. The machine's own addresses are read again once a minute.
/// </summary>
internal sealed class AddressFamilies(Func<IReadOnlyCollection<IPAddress>?> localAddresses, TimeProvider time)
{
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromMinutes(1);

    private readonly object _lock = new();
    private long _readAt;
    private bool _isRead;
    private bool _hasIPv4;
    private bool _hasIPv6;

    /// <summary>The addresses to try, in order: IPv6 and IPv4 by turns, IPv6 first (RFC 6724, RFC 8305 §4). Loopback addresses always are among them.</summary>
    public IReadOnlyList<IPAddress> Order(IReadOnlyList<IPAddress> ipv6, IReadOnlyList<IPAddress> ipv4)
    {
        var (hasIPv4, hasIPv6) = Read();
        var six = ipv6.Where(address => hasIPv6 || IPAddress.IsLoopback(address)).ToArray();
        var four = ipv4.Where(address => hasIPv4 || IPAddress.IsLoopback(address)).ToArray();
        var order = new List<IPAddress>(six.Length + four.Length);
        for (var i = 0; i < Math.Max(six.Length, four.Length); i++)
        {
            order.AddRange(six.Skip(i).Take(1));
            order.AddRange(four.Skip(i).Take(1));
        }

        return order;
    }

    private (bool HasIPv4, bool HasIPv6) Read()
    {
        lock (_lock)
        {
            if (!_isRead || time.GetElapsedTime(_readAt) >= ReadAgainAfter)
            {
                var local = localAddresses();
                _hasIPv4 = local is null || LocalAddresses.Reach(local, AddressFamily.InterNetwork);
                _hasIPv6 = local is null || LocalAddresses.Reach(local, AddressFamily.InterNetworkV6);
                if (!_hasIPv4 && !_hasIPv6)
                {
                    // A machine without any network of its own (a sandbox, a tunnel that does not show) does not tell which would work.
                    _hasIPv4 = _hasIPv6 = true;
                }

                _isRead = true;
                _readAt = time.GetTimestamp();
            }

            return (_hasIPv4, _hasIPv6);
        }
    }
}
