using System.Net;
using System.Net.Sockets;

namespace Hotmail.Pacing.Reputation.Spf.Macros;

/// <summary>Who is checked, as the macros want it. Immutable.</summary>
internal sealed class SpfSubject
{
    private string? _dottedAddress;

    /// <summary>For what does not depend on who is checked.</summary>
    public static SpfSubject Nobody { get; } = new()
    {
        Client = IPAddress.Any,
        Helo = "",
        LocalPart = "",
        SenderDomain = "",
        ReceivingHost = "",
        Time = DateTimeOffset.UnixEpoch,
    };

    public required IPAddress Client { get; init; }

    public required string Helo { get; init; }

    public required string LocalPart { get; init; }

    public required string SenderDomain { get; init; }

    public required string ReceivingHost { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>The address for <c>%{i}</c>: dotted decimal numbers, or for IPv6 its 32 digits, dotted.</summary>
    public string DottedAddress => _dottedAddress ??= Dotted(Client);

    /// <summary>The name under which the client's own names are published.</summary>
    public string ReverseName => Dns.ReverseName.ForPtr(Client);

    private static string Dotted(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? address.ToString()
        : string.Join('.', Convert.ToHexString(address.GetAddressBytes()).AsEnumerable());
}
