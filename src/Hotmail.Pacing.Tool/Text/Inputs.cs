using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hotmail.Pacing.Tool.Text;

/// <summary>Domains and addresses as people give them to the tool. Stricter than the framework, which takes <c>53</c> for an address and forgets the port of one in brackets.</summary>
internal static class Inputs
{
    /// <summary>Whether it is a domain of two labels at least.</summary>
    public static bool IsDomain(string text)
    {
        string name = text.EndsWith('.') ? text[..^1] : text;
        return name.Contains('.') && !name.EndsWith('.') && !char.IsAsciiDigit(name[^1]) && Uri.CheckHostName(name) == UriHostNameType.Dns;
    }

    /// <summary>Whether it can be an envelope sender: an address with or without angle brackets, or empty for a bounce.</summary>
    public static bool IsSender(string text)
    {
        string address = WithoutBrackets(text);
        int at = address.LastIndexOf('@');
        return address.Length == 0 || (at > 0 && IsDomain(address[(at + 1)..]) && !address.Any(static letter => char.IsControl(letter) || letter == ' '));
    }

    public static string WithoutBrackets(string sender) => sender.StartsWith('<') && sender.EndsWith('>') ? sender[1..^1] : sender;

    public static bool TryParseAddress(string text, out IPAddress? address) =>
        IPAddress.TryParse(text, out address)
        && (address.AddressFamily == AddressFamily.InterNetwork ? address.ToString() == text : !text.AsSpan().ContainsAny('[', '%'));

    /// <summary>An address, with its port where it is not the usual one: <c>192.0.2.53:5353</c>, <c>[2001:db8::53]:5353</c>.</summary>
    public static bool TryParseServer(string text, int usualPort, out IPEndPoint? server)
    {
        int colon = text.LastIndexOf(':');
        bool isBracketed = text.StartsWith('[');
        bool hasPort = colon > 0 && (isBracketed ? text[colon - 1] == ']' : text.IndexOf(':') == colon);
        string host = hasPort ? text[..colon] : text;
        int port = usualPort;
        bool isGood = (!hasPort || (int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= IPEndPoint.MaxPort))
            && (!isBracketed || host.EndsWith(']'));
        server = isGood && TryParseAddress(isBracketed ? host[1..^1] : host, out IPAddress? address) ? new IPEndPoint(address!, port) : null;
        return server is not null;
    }
}
