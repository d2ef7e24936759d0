using System.Net;
using Hotmail.Pacing.Destinations;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>Knows the mail exchanger of some domains; of others it says that no server answered.</summary>
internal sealed class TableResolver(params (string Domain, string Host)[] table) : IMailExchangerResolver
{
    public ValueTask<MailExchangerAnswer> ResolveAsync(string domain, CancellationToken cancellationToken)
    {
        var hosts = table.Where(row => row.Domain == domain).Select(static row => new MailExchanger(row.Host, 10)).ToArray();
        return ValueTask.FromResult(hosts.Length > 0
            ? new MailExchangerAnswer(MailExchangerStatus.Found, hosts)
            : new MailExchangerAnswer(MailExchangerStatus.TemporaryFailure, [], "no server answered"));
    }

    public ValueTask<HostAddresses> ResolveAddressesAsync(string host, CancellationToken cancellationToken) => ValueTask.FromResult(new HostAddresses([IPAddress.Loopback]));
}
