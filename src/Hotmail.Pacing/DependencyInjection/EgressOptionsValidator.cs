using System.Net;
using Hotmail.Pacing.Destinations;

namespace Hotmail.Pacing.DependencyInjection;

/// <summary>Checks the egress sources.</summary>
internal sealed class EgressOptionsValidator(string section, Func<IReadOnlyCollection<IPAddress>?> localAddresses, ValidationFailures failures)
{
    private const int MaxPort = 65535;

    public void Check(IDictionary<string, EgressSourceOptions> sources)
    {
        foreach (var (name, source) in sources)
        {
            var key = $"{section}:{name}";
            if (source is null || string.IsNullOrWhiteSpace(name))
            {
                failures.Add(key, "is empty; an egress source needs a name and a section, which may have no keys.");
                continue;
            }

            CheckLocalAddress($"{key}:LocalAddress", source.LocalAddress);
            if (source.EhloName is { } ehlo && !DomainName.TryNormalize(ehlo, out _, out var reason))
            {
                failures.Add($"{key}:EhloName", $"is '{ehlo}', which {reason}. It must be a host name or an address literal.");
            }

            failures.CheckRange($"{key}:Port", source.Port, 1, MaxPort);
            if (source.Relay is { } relay)
            {
                CheckRelay($"{key}:Relay", relay);
            }
        }
    }

    private void CheckLocalAddress(string key, string? text)
    {
        if (text is null)
        {
            return;
        }

        if (!DomainName.TryReadAddress(text, out var address))
        {
            failures.Add(key, $"is '{text}'; it must be an IP address of this machine, such as 192.0.2.1 or 2001:db8::1.");
        }
        else if (localAddresses() is { } local && !LocalAddresses.Contain(local, address))
        {
            failures.Add(key, $"is '{text}', which is not an address of this machine; it has {string.Join(", ", local)}.");
        }
    }

    private void CheckRelay(string key, RelayOptions relay)
    {
        if (string.IsNullOrWhiteSpace(relay.Host))
        {
            failures.Add($"{key}:Host", "is missing; a relay needs a host name or an IP address.");
        }
        else if (Uri.CheckHostName(relay.Host) == UriHostNameType.Unknown)
        {
            failures.Add($"{key}:Host", $"is '{relay.Host}'; it must be a host name or an IP address, without a port.");
        }

        failures.CheckRange($"{key}:Port", relay.Port, 1, MaxPort);
        failures.CheckDefined($"{key}:Tls", relay.Tls);
        if (string.IsNullOrEmpty(relay.UserName) != string.IsNullOrEmpty(relay.Password))
        {
            var (given, missing) = string.IsNullOrEmpty(relay.Password) ? ("UserName", "Password") : ("Password", "UserName");
            failures.Add($"{key}:{missing}", $"is missing, though {key}:{given} is set; AUTH needs both.");
        }
    }
}
